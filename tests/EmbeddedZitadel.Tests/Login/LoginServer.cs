using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Tests.Oidc;
using EmbeddedZitadel.Users;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace EmbeddedZitadel.Tests.Login;

/// <summary>A server whose pages are visited.</summary>
internal class LoginServer : OidcServer
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("EmbeddedZitadel:SignInHint", $"road.runner / {Password}");
    }

    /// <summary>A person with the address <c>{username}@acme.example</c>.</summary>
    public User AddPerson(string username, string displayName, Func<Human, Human>? change = null) => AddPerson(user =>
    {
        var human = user.Human! with { DisplayName = displayName, Email = $"{username}@acme.example" };
        return user with { Username = username, Human = change is null ? human : change(human) };
    });

    /// <summary>A login in progress in this browser, as an authorization request leaves it.</summary>
    public AuthRequest Begin(string agentId, Func<AuthRequest, AuthRequest>? change = null)
    {
        var request = new AuthRequest
        {
            Id = "",
            CreationDate = default,
            AgentId = agentId,
            ClientId = "client",
            RedirectUri = RedirectUri,
            Scopes = ["openid"],
        };
        return Services.GetRequiredService<AuthRequestCommands>().Add(change is null ? request : change(request), v2: false);
    }
}
