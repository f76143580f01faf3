using Microsoft.AspNetCore.Identity;

namespace EmbeddedZitadel.Users;

/// <summary>Hashes and checks passwords with ASP.NET Core's password hasher (PBKDF2, HMAC-SHA512). Slow on purpose: never call it inside a change.</summary>
public sealed class PasswordHashes
{
    private static readonly object NoUser = new();
    private readonly PasswordHasher<object> _hasher = new();

    /// <summary>Hashes a password.</summary>
    public string Hash(string password) => _hasher.HashPassword(NoUser, password);

    /// <summary>Whether <paramref name="hash"/> is of <paramref name="password"/>.</summary>
    public bool Verify(string hash, string password)
    {
        try
        {
            return _hasher.VerifyHashedPassword(NoUser, hash, password) != PasswordVerificationResult.Failed;
        }
        catch (FormatException)
        {
            return false; // a hash that was imported in a format we do not know
        }
    }
}
