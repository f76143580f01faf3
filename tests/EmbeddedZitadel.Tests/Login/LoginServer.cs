using EmbeddedZitadel.Applications;
using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Projects;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EmbeddedZitadel.Tests.Login;

/// <summary>A server on a free port, with a few people.</summary>
internal sealed class LoginServer : WebApplicationFactory<Program>
{
    public const string Password = "Password1!";

    public LoginServer()
    {
        UseKestrel(0);
        StartServer();
    }

    public InstanceStore Store => Services.GetRequiredService<InstanceStore>();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(AppContext.BaseDirectory);
        builder.UseSetting("ZITADEL_PORT", "0");
        builder.UseSetting("ZITADEL_FIRSTINSTANCE_PATPATH", "");
        builder.UseSetting("EmbeddedZitadel:SignInHint", "road.runner / Password1!");
        builder.UseEnvironment("Development");
    }

    public User AddPerson(string username, string displayName, Func<Human, Human>? change = null)
    {
        var hash = Services.GetRequiredService<PasswordHashes>().Hash(Password);
        return Store.Change(c =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var human = new Human
            {
                GivenName = displayName.Split(' ')[0],
                FamilyName = displayName.Split(' ')[^1],
                DisplayName = displayName,
                Email = $"{username}@acme.example",
                EmailVerified = true,
                ProfileChanged = now,
                PasswordHash = hash,
                PasswordChanged = now,
            };
            var user = new User
            {
                Id = Services.GetRequiredService<SnowflakeIds>().Next(),
                Details = Details.New(c.State.Instance.DefaultOrganizationId, now),
                Username = username,
                Human = change is null ? human : change(human),
            };
            c.Put(user);
            return user;
        });
    }

    /// <summary>A public application with the redirect <c>http://localhost:5999/cb</c>, unless it is changed. Answers its client id.</summary>
    public string AddApplication(string name, Func<OidcConfiguration, OidcConfiguration>? change = null) => Store.Change(c =>
    {
        var ids = Services.GetRequiredService<SnowflakeIds>();
        var details = Details.New(c.State.Instance.DefaultOrganizationId, TimeProvider.System.GetUtcNow());
        var project = new Project { Id = ids.Next(), Details = details, Name = name };
        var configuration = new OidcConfiguration
        {
            RedirectUris = ["http://localhost:5999/cb"],
            AuthMethod = OidcAuthMethod.None,
            DevelopmentMode = true,
        };
        var application = new Application
        {
            Id = ids.Next(),
            Details = details,
            Name = name,
            ProjectId = project.Id,
            ClientId = ids.Next(),
            Oidc = change is null ? configuration : change(configuration),
        };
        c.Put(project);
        c.Put(application);
        return application.ClientId;
    });

    public AuthRequest Begin(string agentId, Func<AuthRequest, AuthRequest>? change = null)
    {
        var request = new AuthRequest
        {
            Id = "",
            CreationDate = default,
            AgentId = agentId,
            ClientId = "client",
            RedirectUri = "http://localhost/cb",
            Scopes = ["openid"],
        };
        return Services.GetRequiredService<AuthRequestCommands>().Add(change is null ? request : change(request), v2: false);
    }
}
