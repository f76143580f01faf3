using System.Text;
using System.Text.Json.Nodes;

namespace AppHost.Zitadel;

/// <summary>Commands that the dashboard offers on EmbeddedZitadel. Each does its work through ZITADEL's own API.</summary>
static class EmbeddedZitadelCommands
{
    /// <summary>Adds them.</summary>
    public static IResourceBuilder<ProjectResource> WithZitadelCommands(this IResourceBuilder<ProjectResource> zitadel, ZitadelSetUp setUp) => zitadel
        .WithCommand("set-metadata", "Set metadata", context => RunAsync(setUp, context, SetMetadataAsync), new CommandOptions
        {
            Description = "Sets one metadata value of a user. Applications see it at the next token or userinfo request.",
            IconName = "PersonEdit",
            Arguments =
            [
                new() { Name = "user", Label = "User name", InputType = InputType.Text, Required = true, Placeholder = "road.runner" },
                new() { Name = "key", Label = "Key", InputType = InputType.Text, Required = true, Placeholder = "ContractNumber" },
                new() { Name = "value", Label = "Value", InputType = InputType.Text, Required = true, Placeholder = "1234" },
            ],
        })
        .WithCommand("reset", "Reset to zitadel.json", context => ResetAsync(setUp, context), new CommandOptions
        {
            Description = "Brings project, applications, roles and people back to what zitadel.json says. What it does not name stays.",
            IconName = "ArrowReset",
        })
        .WithCommand("rotate-signing-keys", "Rotate signing keys", context => RunAsync(setUp, context, RotateSigningKeysAsync), new CommandOptions
        {
            Description = "Signs new tokens with a new key. The old key stays published, so that tokens signed with it stay valid.",
            IconName = "KeyMultiple",
        })
        .WithCommand("end-all-sessions", "End all sessions", context => RunAsync(setUp, context, EndAllSessionsAsync), new CommandOptions
        {
            Description = "Signs everybody out: each person is deactivated and reactivated, which ends sessions, access tokens and refresh tokens.",
            ConfirmationMessage = "Sign everybody out?",
            IconName = "SignOut",
        });

    static async Task<ExecuteCommandResult> RunAsync(
        ZitadelSetUp setUp, ExecuteCommandContext context, Func<ZitadelApiClient, ExecuteCommandContext, Task<string>> command)
    {
        try
        {
            using var api = await ZitadelApiClient.ConnectAsync(await setUp.Connection(context.CancellationToken), context.CancellationToken);
            return CommandResults.Success(await command(api, context));
        }
        catch (ZitadelApiException e)
        {
            return CommandResults.Failure(e.Message);
        }
    }

    static async Task<ExecuteCommandResult> ResetAsync(ZitadelSetUp setUp, ExecuteCommandContext context)
    {
        try
        {
            var changes = await setUp.ApplyAgainAsync(context.Logger, context.CancellationToken);
            return CommandResults.Success(changes.Count == 0 ? "Nothing had to be changed." : string.Join(" ", changes));
        }
        catch (ZitadelSetup.ZitadelSetupException e)
        {
            return CommandResults.Failure(e.Message);
        }
    }

    static async Task<string> SetMetadataAsync(ZitadelApiClient api, ExecuteCommandContext context)
    {
        var (name, key, value) = (context.Arguments.GetString("user")!, context.Arguments.GetString("key")!, context.Arguments.GetString("value")!);
        var query = new JsonObject { ["userNameQuery"] = new JsonObject { ["userName"] = name } };
        var users = await api.CallAsync("user.v2.UserService/ListUsers", new() { ["queries"] = new JsonArray(query) });
        if (users["result"]?[0]?["userId"]?.GetValue<string>() is not { } id) throw new ZitadelApiException($"There is no user '{name}'.");

        var entry = new JsonObject { ["key"] = key, ["value"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value)) };
        await api.CallAsync("user.v2.UserService/SetUserMetadata", new() { ["userId"] = id, ["metadata"] = new JsonArray(entry) });
        return $"{key} of {name} is now '{value}'.";
    }

    static async Task<string> RotateSigningKeysAsync(ZitadelApiClient api, ExecuteCommandContext context)
    {
        var kind = new JsonObject { ["bits"] = "RSA_BITS_2048", ["hasher"] = "RSA_HASHER_SHA256" };
        var key = await api.CallAsync("webkey.v2.WebKeyService/CreateWebKey", new() { ["rsa"] = kind });
        await api.CallAsync("webkey.v2.WebKeyService/ActivateWebKey", new() { ["id"] = key["id"]!.GetValue<string>() });
        return $"New tokens are signed with the key {key["id"]}.";
    }

    static async Task<string> EndAllSessionsAsync(ZitadelApiClient api, ExecuteCommandContext context)
    {
        var query = new JsonObject { ["typeQuery"] = new JsonObject { ["type"] = "TYPE_HUMAN" } };
        var request = new JsonObject { ["queries"] = new JsonArray(query), ["query"] = new JsonObject { ["limit"] = 1000 } };
        var users = await api.CallAsync("user.v2.UserService/ListUsers", request);
        var active = (users["result"]?.AsArray() ?? [])
            .Where(user => user!["state"]?.GetValue<string>() == "USER_STATE_ACTIVE")
            .Select(user => user!["userId"]!.GetValue<string>())
            .ToList();
        foreach (var id in active)
        {
            await api.CallAsync("user.v2.UserService/DeactivateUser", new() { ["userId"] = id });
            await api.CallAsync("user.v2.UserService/ReactivateUser", new() { ["userId"] = id });
        }

        return $"{active.Count} people are signed out.";
    }
}
