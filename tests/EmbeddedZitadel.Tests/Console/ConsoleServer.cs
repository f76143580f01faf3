using EmbeddedZitadel.Administrators;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Tests.Login;
using EmbeddedZitadel.Users;
using Microsoft.AspNetCore.Hosting;

namespace EmbeddedZitadel.Tests.Console;

/// <summary>A server whose console is visited by its first administrator, or by others.</summary>
internal sealed class ConsoleServer : LoginServer
{
    public const string Hint = $"zitadel-admin@zitadelaspire.localhost / {Password}";

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("EmbeddedZitadel:AdministratorSignInHint", Hint);
    }

    /// <summary>The owner of the instance.</summary>
    public User Admin => Store.Current.Users.By(User.ByLoginName, "zitadel-admin@zitadelaspire.localhost").Single();

    /// <summary>Another owner of the instance.</summary>
    public User AddOwner(string username) => WithRole(AddPerson(username, username), AdministeredResource.Instance, Store.Current.Instance.Id, "IAM_OWNER");

    /// <summary>Gives a person a role.</summary>
    public User WithRole(User user, AdministeredResource resource, string resourceId, string role)
    {
        Store.Change(change => change.Put(new Administrator
        {
            Details = Details.New(user.OrganizationId, Clock.GetUtcNow()), UserId = user.Id, Resource = resource, ResourceId = resourceId, Roles = [role],
        }));
        return user;
    }

    /// <summary>A browser in which somebody is signed in to the console, at its overview.</summary>
    public async Task<ConsoleBrowser> SignedIn(User? user = null)
    {
        var browser = new ConsoleBrowser(this);
        await browser.SignIn(user ?? Admin);
        return browser;
    }
}
