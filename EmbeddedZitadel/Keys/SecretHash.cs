using System.Security.Cryptography;
using System.Text;

namespace EmbeddedZitadel.Keys;

/// <summary>
/// The hash of a generated secret (client secret, verification code). Such secrets have full entropy, so one SHA-256 is enough;
/// passwords, which people choose, go through <see cref="Users.PasswordHashes"/>.
/// </summary>
public sealed record SecretHash(string Sha256)
{
    /// <summary>Hashes a secret.</summary>
    public static SecretHash Of(string secret) => new(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret))));

    /// <summary>Whether this is the hash of <paramref name="secret"/>; takes the same time whatever the answer.</summary>
    public bool Matches(string secret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sha256), Encoding.ASCII.GetBytes(Of(secret).Sha256));

    /// <summary>A new secret of 64 letters and digits, as ZITADEL's.</summary>
    public static string NewSecret() => RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 64);
}
