using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Wire.Tests.Comparison;

namespace Wire.Tests.Own;

/// <summary>Signed tokens and the endpoint that publishes their key, without a server.</summary>
static class TestTokens
{
    public static string Sign(RSA key, string accessToken)
    {
        var signed = $"{Encode(new() { ["alg"] = "RS256", ["kid"] = "the-key" })}.{Encode(new() { ["at_hash"] = Jwt.AccessTokenHash(accessToken) })}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    public static HttpClient Publish(RSA? key) => new(new KeysEndpoint(key));

    static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    sealed class KeysEndpoint(RSA? key) : HttpMessageHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var keys = new JsonArray();
            if (key?.ExportParameters(false) is { } p)
                keys.Add(new JsonObject { ["kid"] = "the-key", ["kty"] = "RSA", ["n"] = Base64Url.EncodeToString(p.Modulus), ["e"] = Base64Url.EncodeToString(p.Exponent) });
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(new JsonObject { ["keys"] = keys }.ToJsonString()) };
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Send(request, cancellationToken));
    }
}
