using System.Text.Json.Nodes;
using EmbeddedZitadel.Console.Pages;

namespace EmbeddedZitadel.Console;

/// <summary>The keys that sign tokens. A rotation is: create one, let everybody have read the key set, activate it; delete the old one much later.</summary>
internal static class SigningKeys
{
    /// <summary>The kinds of keys, as the API names them, the first being ZITADEL's default.</summary>
    public static readonly IReadOnlyList<(string Name, string Label)> Kinds =
    [
        ("RSA_BITS_2048", "RSA, 2048 bits (RS256)"),
        ("RSA_BITS_3072", "RSA, 3072 bits (RS256)"),
        ("RSA_BITS_4096", "RSA, 4096 bits (RS256)"),
        ("ECDSA_CURVE_P256", "ECDSA, P-256 (ES256)"),
        ("ECDSA_CURVE_P384", "ECDSA, P-384 (ES384)"),
        ("ECDSA_CURVE_P512", "ECDSA, P-521 (ES512)"),
    ];

    /// <summary>Maps the page and its forms.</summary>
    public static void MapSigningKeys(this IEndpointRouteBuilder routes)
    {
        routes.MapConsolePage(ConsolePaths.Keys, visit => visit.Show(
            "Signing keys", SigningKeysPage.Render(visit, visit.Call("webkey.v2.WebKeyService/ListWebKeys").List("webKeys"))));
        routes.MapConsoleForm(ConsolePaths.Keys + "/webkeys", Create);
        routes.MapConsoleForm(ConsolePaths.Keys + "/webkeys/{keyId}/activate",
            visit => Change(visit, "ActivateWebKey", "New tokens are signed with this key. The one before stays published for the tokens that it signed."));
        routes.MapConsoleForm(ConsolePaths.Keys + "/webkeys/{keyId}/delete",
            visit => Change(visit, "DeleteWebKey", "The key is deleted. Tokens that it signed are no longer valid."));
    }

    private static IResult Create(ConsoleVisit visit)
    {
        var kind = visit["kind"];
        visit.Call("webkey.v2.WebKeyService/CreateWebKey", kind.StartsWith("ECDSA", StringComparison.Ordinal)
            ? new() { ["ecdsa"] = new JsonObject { ["curve"] = kind } }
            : new() { ["rsa"] = new JsonObject { ["bits"] = kind, ["hasher"] = "RSA_HASHER_SHA256" } });
        return visit.Done(ConsolePaths.KeysLink, "The key is created and published. It signs nothing until it is activated.");
    }

    private static IResult Change(ConsoleVisit visit, string method, string done)
    {
        visit.Call($"webkey.v2.WebKeyService/{method}", new() { ["id"] = visit["keyId"] });
        return visit.Done(ConsolePaths.KeysLink, done);
    }
}
