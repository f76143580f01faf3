using System.Security.Cryptography;
using System.Text.Json;

namespace EmbeddedZitadel.Keys;

/// <summary>Makes the key pairs with which service users and applications sign JWTs (RFC 7523), and the JSON file that its owner gets once.</summary>
internal static class KeyFiles
{
    private const int KeySize = 2048;

    /// <summary>A new RSA key pair: the private part PKCS#1, the public part SubjectPublicKeyInfo, both PEM. Takes up to half a second.</summary>
    public static (string PrivateKey, string PublicKey) NewPair()
    {
        using var rsa = RSA.Create(KeySize);
        return (rsa.ExportRSAPrivateKeyPem() + "\n", rsa.ExportSubjectPublicKeyInfoPem());
    }

    /// <summary>A public key that somebody made, PEM or the base64 of PEM; null where it is no RSA key.</summary>
    public static string? PublicKey(string pem)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa.ExportSubjectPublicKeyInfoPem();
        }
        catch (Exception noKey) when (noKey is ArgumentException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary><c>{"type":"serviceaccount","keyId":"…","key":"-----BEGIN RSA PRIVATE KEY-----…","expirationDate":"…","userId":"…"}</c>.</summary>
    public static byte[] OfServiceUser(PublicKey key, string privateKey, string userId) => Write(json =>
    {
        json.WriteString("type", "serviceaccount");
        json.WriteString("keyId", key.Id);
        json.WriteString("key", privateKey);
        json.WriteString("expirationDate", key.ExpirationDate.UtcDateTime);
        json.WriteString("userId", userId);
    });

    /// <summary><c>{"type":"application","keyId":"…","key":"…","appId":"…","clientId":"…"}</c>.</summary>
    public static byte[] OfApplication(PublicKey key, string privateKey, string applicationId, string clientId) => Write(json =>
    {
        json.WriteString("type", "application");
        json.WriteString("keyId", key.Id);
        json.WriteString("key", privateKey);
        json.WriteString("appId", applicationId);
        json.WriteString("clientId", clientId);
    });

    private static byte[] Write(Action<Utf8JsonWriter> fields)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
