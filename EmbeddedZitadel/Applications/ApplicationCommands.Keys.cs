using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Applications;

internal sealed partial class ApplicationCommands
{
    /// <summary>When a key ends that was given no end: ZITADEL's 31 December 9999.</summary>
    private static readonly DateTimeOffset Never = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);

    /// <summary>Adds a key to an application that authenticates by private_key_jwt; the file with the private key is shown this once.</summary>
    public (PublicKey Key, byte[] File) AddKey(string projectId, string id, DateTimeOffset? expirationDate)
    {
        if (expirationDate <= clock.GetUtcNow())
            throw ZitadelError.InvalidArgument("DOMAIN-dv3t5", "Errors.AuthNKey.ExpireBeforeNow");

        var (privateKey, publicKey) = KeyFiles.NewPair();
        return store.Change(change =>
        {
            if (change.State.Applications.Find(id) is not { } application || application.ProjectId != projectId)
                throw ZitadelError.FailedPrecondition("COMMAND-sak25", "Errors.Project.App.NotFound");
            if (application is not ({ Oidc.AuthMethod: OidcAuthMethod.PrivateKeyJwt } or { Api.AuthMethod: ApiAuthMethod.PrivateKeyJwt }))
                throw ZitadelError.FailedPrecondition("COMMAND-Dff54", "Errors.Project.App.AuthMethodNoPrivateKeyJWT");

            var now = clock.GetUtcNow();
            var key = new PublicKey(ids.Next(), Details.New(application.Details.ResourceOwner, now), expirationDate ?? Never, publicKey);
            change.Put(application with { Keys = application.Keys.Add(key), Details = application.Details.Changed(now) });
            return (key, KeyFiles.OfApplication(key, privateKey, application.Id, application.ClientId));
        });
    }

    /// <summary>Removes a key.</summary>
    public Application RemoveKey(string projectId, string id, string keyId) => store.Change(change =>
    {
        if (change.State.Applications.Find(id) is not { } application || application.ProjectId != projectId
            || application.Keys.Find(one => one.Id == keyId) is not { } key)
            throw ZitadelError.NotFound("COMMAND-4m77G", "Errors.Project.App.Key.NotFound");

        var changed = application with { Keys = application.Keys.Remove(key), Details = application.Details.Changed(clock.GetUtcNow()) };
        change.Put(changed);
        return changed;
    });
}
