using System.Security.Cryptography;
using EmbeddedZitadel.Store;
using Microsoft.IdentityModel.Tokens;

namespace EmbeddedZitadel.Keys;

/// <summary>A public key of a service user or of an application, with which it signs JWTs about itself (RFC 7523).</summary>
/// <param name="Id">Its id: the <c>kid</c> of those JWTs.</param>
/// <param name="Details">When it came.</param>
/// <param name="ExpirationDate">When it ends.</param>
/// <param name="PublicKeyPem">The RSA key, PEM (SubjectPublicKeyInfo).</param>
public sealed record PublicKey(string Id, Details Details, DateTimeOffset ExpirationDate, string PublicKeyPem)
{
    /// <summary>The key in the form that checks signatures.</summary>
    public SecurityKey ToSecurityKey()
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(PublicKeyPem);
        return new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)) { KeyId = Id };
    }
}
