using System.Text;

namespace ZitadelSetup;

/// <summary>A metadata value as a desired state writes it: plain text, or <c>base64:</c> and the bytes.</summary>
static class MetadataValue
{
    const string Base64Prefix = "base64:";

    /// <summary>The bytes that ZITADEL stores; null when the text after <c>base64:</c> is no base64.</summary>
    public static byte[]? ToBytes(string value)
    {
        if (!value.StartsWith(Base64Prefix, StringComparison.Ordinal))
            return Encoding.UTF8.GetBytes(value);
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value[Base64Prefix.Length..], bytes, out var written) ? bytes[..written] : null;
    }
}
