using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Aspire.Hosting.Dcp;

/// <summary>DCP's API: in the manner of Kubernetes, one collection for services and one for executables.</summary>
sealed class DcpClient : IDisposable
{
    const string ApiVersion = "usvc-dev.developer.microsoft.com/v1";
    const string Executables = "executables", Services = "services";

    readonly HttpClient http;

    public DcpClient(Uri server, X509Certificate2 authority, string token)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority);
        http = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = policy } })
        {
            BaseAddress = server,
            Timeout = Timeout.InfiniteTimeSpan, // log and watch requests last as long as the application
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
    }

    /// <summary>Opens a port in front of an endpoint, a free one when none is given, and answers its number.</summary>
    public async Task<int> CreateServiceAsync(string name, int? port, CancellationToken cancellationToken)
    {
        var spec = new JsonObject { ["protocol"] = "TCP", ["addressAllocationMode"] = "Localhost" };
        if (port is not null) spec["port"] = port;
        await CreateAsync(Services, "Service", name, spec, annotations: null, cancellationToken);

        // Allocated within some 70 ms.
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var service = await http.GetFromJsonAsync<JsonObject>(PathOf(Services, name), cancellationToken);
            if (service?["status"]?["effectivePort"]?.GetValue<int>() is > 0 and var allocated) return allocated;
            await Task.Delay(50, cancellationToken);
        }

        throw new DistributedApplicationException($"DCP did not get the port {port} for {name}: stop the program that listens there.");
    }

    /// <summary>Runs a program behind services; the name is not used again, the environment may refer to the annotation <c>instance-id</c>.</summary>
    public Task CreateExecutableAsync(
        string name, string instanceId, ProcessSpec process, IEnumerable<KeyValuePair<string, string>> environment, IEnumerable<string> services,
        CancellationToken cancellationToken)
    {
        var spec = new JsonObject
        {
            ["executablePath"] = process.Path,
            ["workingDirectory"] = process.WorkingDirectory,
            ["args"] = new JsonArray([.. process.Arguments.Select(a => JsonValue.Create(a))]),
            ["executionType"] = "Process",
            ["env"] = new JsonArray([.. environment.Select(e => new JsonObject { ["name"] = e.Key, ["value"] = e.Value })]),
        };
        // An annotation is text, so the list is JSON in JSON: [{"serviceName":"web-http"}]
        var producer = new JsonArray([.. services.Select(s => new JsonObject { ["serviceName"] = s })]).ToJsonString();
        return CreateAsync(Executables, "Executable", name, spec, new JsonObject { ["service-producer"] = producer, ["instance-id"] = instanceId }, cancellationToken);
    }

    /// <summary>Asks the process to end (SIGTERM).</summary>
    public Task StopExecutableAsync(string name, CancellationToken cancellationToken) =>
        PatchAsync(PathOf(Executables, name), new JsonObject { ["spec"] = new JsonObject { ["stop"] = true } }, cancellationToken);

    public async Task DeleteExecutableAsync(string name, CancellationToken cancellationToken) =>
        (await http.DeleteAsync(PathOf(Executables, name), cancellationToken)).EnsureSuccessStatusCode().Dispose();

    /// <summary>All executables as they are, then each one that changes. Ends when DCP does.</summary>
    public async IAsyncEnumerable<JsonObject> WatchExecutablesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // One object in each line: {"type":"ADDED|MODIFIED|DELETED","object":{"metadata":{…},"spec":{…},"status":{…}}}
        await foreach (var line in LinesAsync($"{PathOf(Executables)}?watch=true", cancellationToken))
            yield return JsonNode.Parse(line)!["object"]!.AsObject();
    }

    /// <summary>What the process writes to <c>stdout</c> or <c>stderr</c>, line by line and with time stamps, until it has ended.</summary>
    public IAsyncEnumerable<string> LogAsync(string name, string source, CancellationToken cancellationToken) =>
        LinesAsync($"{PathOf(Executables, name)}/log?source={source}&follow=true&timestamps=true", cancellationToken);

    public async Task ShutDownAsync(CancellationToken cancellationToken)
    {
        const string admin = "/admin/execution";
        await PatchAsync(admin, new JsonObject { ["status"] = "CleaningResources", ["shutdownResourceCleanup"] = "Full" }, cancellationToken);
        while ((await http.GetFromJsonAsync<JsonObject>(admin, cancellationToken))?["status"]?.GetValue<string>() != "CleanupComplete")
            await Task.Delay(50, cancellationToken);
        await PatchAsync(admin, new JsonObject { ["status"] = "Stopping" }, cancellationToken);
    }

    public void Dispose() => http.Dispose();

    static string PathOf(string collection, string? name = null) => $"/apis/{ApiVersion}/{collection}{(name is null ? "" : "/" + name)}";

    async Task CreateAsync(string collection, string kind, string name, JsonObject spec, JsonObject? annotations, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["apiVersion"] = ApiVersion,
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = name, ["annotations"] = annotations },
            ["spec"] = spec,
        };
        using var response = await http.PostAsJsonAsync(PathOf(collection), body, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new DistributedApplicationException($"DCP refused {name}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
    }

    async Task PatchAsync(string path, JsonObject patch, CancellationToken cancellationToken)
    {
        // The media type has to be exactly this: with a charset behind it the answer is 415.
        using var content = new StringContent(patch.ToJsonString(), new MediaTypeHeaderValue("application/merge-patch+json"));
        using var response = await http.PatchAsync(path, content, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    async IAsyncEnumerable<string> LinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) yield break; // deleted meanwhile
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0) yield return line;
        }
    }
}

/// <summary>A program that DCP runs.</summary>
sealed record ProcessSpec(string Path, string WorkingDirectory, IReadOnlyList<string> Arguments);
