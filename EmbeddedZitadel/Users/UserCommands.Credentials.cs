using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Users;

// Passwords that administrators set; secrets, keys and tokens of service users.
public sealed partial class UserCommands
{
    /// <summary>Sets a password for somebody.</summary>
    internal User SetPassword(string userId, string password, bool changeRequired)
    {
        if (store.Current.Users.Find(userId) is not { Human: not null } user)
            throw ZitadelError.FailedPrecondition("COMMAND-3M0fs", "Errors.User.NotFound");
        if (user.State == UserState.Initial)
            throw ZitadelError.FailedPrecondition("COMMAND-M9dse", "Errors.User.NotInitialised");
        return UpdateHuman(userId, new() { Password = password, PasswordChangeRequired = changeRequired }).User;
    }

    /// <summary>Makes a client secret for a service user; its client id is the user name.</summary>
    internal (User User, string Secret) GenerateSecret(string userId)
    {
        var secret = SecretHash.NewSecret();
        return (ChangeMachine(userId, "COMMAND-x8910n", user => user with { Machine = user.Machine! with { Secret = SecretHash.Of(secret) } }), secret);
    }

    /// <summary>Removes the client secret.</summary>
    internal User RemoveSecret(string userId) => ChangeMachine(userId, "COMMAND-x7s802", user => user.Machine!.Secret is not null
        ? user with { Machine = user.Machine with { Secret = null } }
        : throw ZitadelError.FailedPrecondition("COMMAND-coi82n", "Errors.User.Machine.Secret.NotExisting"));

    /// <summary>Adds a key to a service user: of a public key that was sent, or a new pair, whose file is shown this once.</summary>
    internal (PublicKey Key, byte[] File) AddKey(string userId, DateTimeOffset? expirationDate, byte[] publicKey)
    {
        CheckExpiration(expirationDate);
        var (privateKey, publicPem) = publicKey.Length == 0
            ? KeyFiles.NewPair()
            : ("", KeyFiles.PublicKey(System.Text.Encoding.UTF8.GetString(publicKey))
                ?? throw ZitadelError.InvalidArgument("COMMAND-5F3h1", "Errors.User.Machine.Key.Invalid"));
        PublicKey? key = null;
        ChangeServiceUser(userId, (user, now) =>
        {
            key = new(ids.Next(), Details.New(user.OrganizationId, now), expirationDate ?? PersonalAccessToken.Never, publicPem);
            return user with { Keys = user.Keys.Add(key) };
        });
        return (key!, privateKey.Length == 0 ? [] : KeyFiles.OfServiceUser(key!, privateKey, userId));
    }

    /// <summary>Removes a key.</summary>
    internal User RemoveKey(string userId, string keyId) => Update(userId, null, (user, _) => user.Keys.Find(key => key.Id == keyId) is { } key
        ? user with { Keys = user.Keys.Remove(key) }
        : throw ZitadelError.NotFound("COMMAND-4m77G", "Errors.User.Machine.Key.NotFound"), "COMMAND-4m77G");

    /// <summary>Adds a personal access token to a service user; the token itself is written with <see cref="OpaqueTokens"/>.</summary>
    internal PersonalAccessToken AddPersonalAccessToken(string userId, DateTimeOffset? expirationDate)
    {
        CheckExpiration(expirationDate);
        PersonalAccessToken? token = null;
        ChangeServiceUser(userId, (user, now) =>
        {
            token = PersonalAccessToken.New(ids.Next(), Details.New(user.OrganizationId, now), expirationDate);
            return user with { PersonalAccessTokens = user.PersonalAccessTokens.Add(token) };
        });
        return token!;
    }

    /// <summary>Removes a personal access token, which is void at once.</summary>
    internal User RemovePersonalAccessToken(string userId, string tokenId) => Update(userId, null, (user, _) =>
        user.PersonalAccessTokens.Find(token => token.Id == tokenId) is { } token
            ? user with { PersonalAccessTokens = user.PersonalAccessTokens.Remove(token) }
            : throw ZitadelError.NotFound("COMMAND-4m77G", "Errors.User.PAT.NotFound"), "COMMAND-4m77G");

    private void CheckExpiration(DateTimeOffset? expirationDate)
    {
        if (expirationDate <= clock.GetUtcNow())
            throw ZitadelError.InvalidArgument("DOMAIN-dv3t5", "Errors.AuthNKey.ExpireBeforeNow");
    }

    private User ChangeMachine(string userId, string notFound, Func<User, User> update)
    {
        if (store.Current.Users.Find(userId)?.Machine is null)
            throw ZitadelError.FailedPrecondition(notFound, "Errors.User.NotExisting");
        return Update(userId, null, (user, _) => update(user));
    }

    private void ChangeServiceUser(string userId, Func<User, DateTimeOffset, User> update)
    {
        var user = store.Current.Users.Find(userId) ?? throw ZitadelError.FailedPrecondition("COMMAND-Dggw2", "Errors.User.NotFound");
        if (user.Machine is null)
            throw ZitadelError.FailedPrecondition("COMMAND-Df2f1", "Errors.User.WrongType");
        Update(userId, null, update);
    }
}
