using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace MetadataApi.OpenApi;

/// <summary>The OpenAPI document (<c>/openapi/v1.json</c>) and a page that shows it (<c>/scalar</c>), in Development.</summary>
static class ApiDescription
{
    const string BearerScheme = "bearer";

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "MetadataApi";
            document.Info.Description = "A user's ZITADEL metadata, decoded, and the contract that it names, for an application that has the user's access token.";
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[BearerScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An access token of ZITADEL, opaque or JWT, requested with the scope urn:zitadel:iam:user:metadata.",
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any())
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerScheme, context.Document)] = [] }];
            return Task.CompletedTask;
        });
    });

    public static void MapApiDescription(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
            return;
        app.MapOpenApi();

        // Without the fonts that Scalar loads from elsewhere: the page works without a network and tells nobody that it was opened.
        app.MapScalarApiReference(options => options.WithTitle("MetadataApi").DisableDefaultFonts());
        app.MapGet("/", () => TypedResults.LocalRedirect("/scalar")).ExcludeFromDescription();
    }
}
