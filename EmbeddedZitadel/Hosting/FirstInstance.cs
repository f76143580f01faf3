using System.Security.Cryptography;
using EmbeddedZitadel.Administrators;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Instances;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Organizations;
using EmbeddedZitadel.Projects;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Hosting;

/// <summary>What a ZITADEL has after its first start: an instance, an organisation, an administrator, a service user with a token, two keys.</summary>
public static class FirstInstance
{
    /// <summary>Builds the state of a first start.</summary>
    public static InstanceState Create(ZitadelSettings settings, SnowflakeIds ids, TimeProvider clock, PasswordHashes passwords)
    {
        var now = clock.GetUtcNow();
        var organizationId = ids.Next();
        var instance = new Instance
        {
            Id = ids.Next(),
            Domain = settings.ExternalDomain,
            DefaultOrganizationId = organizationId,
            ZitadelProjectId = ids.Next(),
            ConsoleClientId = ids.Next(),
            TokenKey = [.. RandomNumberGenerator.GetBytes(32)],
            LoginV2Required = settings.LoginV2Required,
            LoginV2BaseUri = settings.LoginV2BaseUri,
        };
        var store = new InstanceStore(new InstanceState(instance));
        var (signingId, nextId) = (ids.Next(), ids.Next()); // in this order, which is the order that they are listed in
        var signing = Task.Run(() => WebKeys.Create(signingId, "RS256", 2048, instance.Id, now) with { State = WebKeyState.Active });
        var next = WebKeys.Create(nextId, "RS256", 2048, instance.Id, now);
        store.Change(change =>
        {
            var domain = Organization.DomainOf(settings.OrganizationName, settings.ExternalDomain);
            var details = Details.New(organizationId, now);
            change.Put(new Organization { Id = organizationId, Details = details, Name = settings.OrganizationName, PrimaryDomain = domain });
            change.Put(new Project { Id = instance.ZitadelProjectId, Details = details, Name = "ZITADEL" });
            change.Put(ConsoleApplication(ids.Next(), instance, details));
            change.Put(signing.GetAwaiter().GetResult());
            change.Put(next);

            var admin = Human(ids.Next(), settings, domain, details, passwords.Hash(settings.HumanPassword));
            change.Put(admin);
            change.Put(Owner(admin, instance, now));
            if (settings.MachineUsername is { } username)
            {
                var machine = Machine(ids.Next(), username, settings, details, ids.Next());
                change.Put(machine);
                change.Put(Owner(machine, instance, now));
            }
        });
        return store.Current;
    }

    // No redirect URI: the console begins its sign-ins itself, and through the authorization endpoint nobody gets a code for it.
    private static Application ConsoleApplication(string id, Instance instance, Details details) => new()
    {
        Id = id,
        Details = details,
        ProjectId = instance.ZitadelProjectId,
        Name = "Console",
        ClientId = instance.ConsoleClientId,
        Oidc = new()
        {
            ApplicationType = OidcApplicationType.UserAgent,
            AuthMethod = OidcAuthMethod.None,
            LoginVersion = new(IsV2: false, ""),
        },
    };

    // ZITADEL: the first administrator's user name is made unambiguous with the organisation's domain (cmd/setup/03.go).
    private static User Human(string id, ZitadelSettings settings, string domain, Details details, string passwordHash)
    {
        var username = settings.HumanUsername.Contains('@', StringComparison.Ordinal) ? settings.HumanUsername : $"{settings.HumanUsername}@{domain}";
        return new User
        {
            Id = id,
            Details = details,
            Username = username,
            Human = new Human
            {
                GivenName = settings.HumanFirstName,
                FamilyName = settings.HumanLastName,
                DisplayName = $"{settings.HumanFirstName} {settings.HumanLastName}",
                PreferredLanguage = "en",
                ProfileChanged = details.CreationDate,
                Email = settings.HumanEmail ?? username,
                EmailVerified = true,
                PasswordHash = passwordHash,
                PasswordChanged = details.CreationDate,
                PasswordChangeRequired = settings.HumanPasswordChangeRequired,
            },
        };
    }

    private static User Machine(string id, string username, ZitadelSettings settings, Details details, string tokenId) => new()
    {
        Id = id,
        Details = details,
        Username = username,
        Machine = new Machine { Name = settings.MachineName },
        PersonalAccessTokens = [PersonalAccessToken.New(tokenId, details, settings.MachinePatExpirationDate)],
    };

    private static Administrator Owner(User user, Instance instance, DateTimeOffset now) => new()
    {
        Details = Details.New(instance.Id, now),
        UserId = user.Id,
        Resource = AdministeredResource.Instance,
        ResourceId = instance.Id,
        Roles = ["IAM_OWNER"],
    };
}
