using EmbeddedZitadel.Api.Connect;
using EmbeddedZitadel.Api.Definition;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Api.Rest;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Authorizations;
using EmbeddedZitadel.Organizations;
using EmbeddedZitadel.Projects;
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

        services.AddSingleton<ProjectCommands>();
        services.AddSingleton<ProjectService>();
        services.AddSingleton<ApplicationCommands>();
        services.AddSingleton<ApplicationService>();
        services.AddSingleton<AuthorizationCommands>();
        services.AddSingleton<AuthorizationService>();
        services.AddSingleton<OrganizationService>();
        services.AddSingleton<UserService>();

        services.AddSingleton(provider =>
        {
            var methods = new ApiMethods(provider.GetRequiredService<ApiDefinition>());
            provider.GetRequiredService<ProjectService>().AddTo(methods);
            provider.GetRequiredService<ApplicationService>().AddTo(methods);
            provider.GetRequiredService<AuthorizationService>().AddTo(methods);
            provider.GetRequiredService<OrganizationService>().AddTo(methods);
            provider.GetRequiredService<UserService>().AddTo(methods);
            return methods;
        });
    }

    /// <summary>Maps the API.</summary>
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var gateway = app.ServiceProvider.GetRequiredService<RestGateway>();
        foreach (var area in new[] { "/management/v1", "/auth/v1", "/admin/v1", "/system/v1", "/v2", "/v2beta", "/v2alpha", "/v3alpha" })
            app.Map(area + "/{**path}", gateway.HandleAsync);

        var connect = app.ServiceProvider.GetRequiredService<ConnectEndpoint>();
        app.Map("/zitadel.{service}/{method}", context =>
            connect.HandleAsync(context, $"zitadel.{context.GetRouteValue("service")}", (string)context.GetRouteValue("method")!));
    }
}
