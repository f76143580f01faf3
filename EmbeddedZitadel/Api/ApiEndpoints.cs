using EmbeddedZitadel.Administrators;
using EmbeddedZitadel.Api.Connect;
using EmbeddedZitadel.Api.Definition;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Api.Rest;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Authorizations;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Instances;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Organizations;
using EmbeddedZitadel.Projects;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Api;

/// <summary>ZITADEL's management, auth and admin APIs (v1) and its v2 services: one handler a method, two ways in.</summary>
public static class ApiEndpoints
{
    /// <summary>Adds what the API needs.</summary>
    public static void AddApi(this IServiceCollection services)
    {
        services.AddSingleton(ApiDefinition.Load());
        services.AddSingleton<MessageReader>();
        services.AddSingleton<MessageLimits>();
        services.AddSingleton<ApiCallers>();
        services.AddSingleton<ApiDispatcher>();
        services.AddSingleton<RestGateway>();
        services.AddSingleton<ConnectEndpoint>();

        services.AddSingleton<AdministratorCommands>();
        services.AddSingleton<ApplicationCommands>();
        services.AddSingleton<AuthorizationCommands>();
        services.AddSingleton<ProjectCommands>();
        services.AddSingleton<WebKeyCommands>();

        services.AddSingleton<IApiArea, ApplicationManagement>();
        services.AddSingleton<IApiArea, ApplicationService>();
        services.AddSingleton<IApiArea, AuthApi>();
        services.AddSingleton<IApiArea, AuthorizationService>();
        services.AddSingleton<IApiArea, InternalPermissionService>();
        services.AddSingleton<IApiArea, MemberManagement>();
        services.AddSingleton<IApiArea, OidcService>();
        services.AddSingleton<IApiArea, OrganizationManagement>();
        services.AddSingleton<IApiArea, OrganizationService>();
        services.AddSingleton<IApiArea, PasswordSettings>();
        services.AddSingleton<IApiArea, ProjectManagement>();
        services.AddSingleton<IApiArea, ProjectService>();
        services.AddSingleton<IApiArea, SessionService>();
        services.AddSingleton<IApiArea, SettingsService>();
        services.AddSingleton<IApiArea, UserGrantManagement>();
        services.AddSingleton<IApiArea, UserManagement>();
        services.AddSingleton<IApiArea, UserService>();
        services.AddSingleton<IApiArea, WebKeyService>();
        services.AddSingleton(provider =>
        {
            var methods = new ApiMethods(provider.GetRequiredService<ApiDefinition>());
            foreach (var area in provider.GetServices<IApiArea>())
                area.AddTo(methods);
            return methods;
        });
    }

    /// <summary>Maps the API.</summary>
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var gateway = app.ServiceProvider.GetRequiredService<RestGateway>();
        foreach (var area in new[] { "/management/v1", "/auth/v1", "/admin/v1", "/system/v1", "/v2", "/v2beta", "/v2alpha", "/v3alpha" })
            app.Map(area + "/{**path}", context => Cors.Api.Handle(context) ? Task.CompletedTask : gateway.HandleAsync(context));

        foreach (var area in new[] { "/management/v1", "/auth/v1", "/admin/v1" })
            app.MapGet(area + "/healthz", SayHealthyAsync); // the only methods for which nobody has to say who they are

        var connect = app.ServiceProvider.GetRequiredService<ConnectEndpoint>();
        app.Map("/zitadel.{service}/{method}", context => Cors.Api.Handle(context)
            ? Task.CompletedTask
            : connect.HandleAsync(context, $"zitadel.{context.GetRouteValue("service")}", (string)context.GetRouteValue("method")!));
    }

    private static Task SayHealthyAsync(HttpContext context)
    {
        context.Response.NoStore();
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("{}");
    }
}
