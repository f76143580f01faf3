using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Mails;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpenTelemetry.Trace;
using WebFrontend.Api;
using WebFrontend.Authentication;
using WebFrontend.Metadata;
using WebFrontend.Registration;
using Yarp.ReverseProxy.Forwarder;
using ZitadelSetup;

namespace WebFrontend.Tests;

/// <summary>
/// The whole stack in this process: EmbeddedZitadel on a free port, set up by ZitadelSetup as AppHost does it, MetadataApi and WebFrontend behind
/// it. One clock for all, and a record of what WebFrontend sends to ZITADEL besides the sign-in.
/// </summary>
sealed class Stack : IAsyncDisposable
{
    public const string Password = "Password1!";

    readonly ZitadelFactory _zitadel;
    static readonly string[] AllRegions = ["eu", "us"];
    readonly Dictionary<string, ApiFactory> _apis;
    readonly List<User> _people;

    Stack(ZitadelFactory zitadel, SetupResult setup)
    {
        _zitadel = zitadel;
        Setup = setup;
        _people = [.. setup.Users.Values.Select(user => Store.Current.Users.Find(user.UserId)!)];
        _apis = new() { ["eu"] = new(this, "eu"), ["us"] = new(this, "us") };
        Web = new WebFactory(this);
    }

    public FakeTimeProvider Clock => _zitadel.Clock;
    public string Issuer => _zitadel.Issuer;
    public SetupResult Setup { get; }
    InstanceStore Store => _zitadel.Services.GetRequiredService<InstanceStore>();
    public WebFactory Web { get; private set; }
    public ConcurrentQueue<(string Path, string Form, int Status)> Sent { get; } = [];
    public Collected Collected => _zitadel.Collected;

    /// <summary>Makes MetadataApi unreachable, in every region.</summary>
    public bool ApiIsDown { get; set; }

    /// <summary>What reached MetadataApi, with its headers.</summary>
    public ConcurrentQueue<HttpRequestMessage> Asked { get; } = [];

    /// <summary>The regions that WebFrontend has an address of; as of the next start.</summary>
    public string[] Regions { get; set; } = AllRegions;

    /// <summary>Makes ZITADEL unreachable for the requests of <see cref="Sent"/>.</summary>
    public bool ZitadelIsDown { get; set; }

    /// <summary>A path at ZITADEL whose answers to the registration do not come: its requests are not sent, or are sent all the same.</summary>
    public (string Path, bool IsSent)? Silence { get; set; }

    /// <summary>Whether WebFrontend knows the service user that people register with; as of the next start.</summary>
    public bool HasRegistration { get; set; } = true;

    /// <summary>How often one address may try to register; as of the next start.</summary>
    public int RegistrationAttempts { get; set; } = 1000;

    /// <summary>Whether WebFrontend knows the guide's applications; as of the next start.</summary>
    public bool HasGuide { get; set; } = true;

    public static async Task<Stack> StartAsync()
    {
        var zitadel = new ZitadelFactory();
        using var provisioner = new Provisioner(
            new ZitadelConnection { Issuer = zitadel.Issuer, TokenFile = zitadel.TokenFile },
            new SetupOptions { InitialPassword = Password }, NullLogger.Instance);
        var desired = DesiredState.Load(Path.Combine(AppContext.BaseDirectory, "zitadel.json"));
        return new Stack(zitadel, await provisioner.ApplyAsync(desired, CancellationToken.None));
    }

    /// <summary>Takes back what a test has changed in a stack that it shares with others: people, regions, and what cannot be reached.</summary>
    public async Task ResetAsync()
    {
        ApiIsDown = ZitadelIsDown = false;
        Store.Change(changes =>
        {
            foreach (var person in _people)
                changes.Put(person);
        });
        if (Regions == AllRegions)
            return;
        Regions = AllRegions;
        await RestartWebAsync();
    }

    /// <summary>Starts WebFrontend again: what it kept in memory is gone.</summary>
    public async Task RestartWebAsync()
    {
        await Web.DisposeAsync();
        Web = new WebFactory(this);
    }

    /// <summary>Has ZITADEL make a new signing key and use it at once.</summary>
    public async Task RotateSigningKeyAsync()
    {
        using var http = new HttpClient { BaseAddress = new Uri(Issuer), Timeout = TimeSpan.FromSeconds(20) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(_zitadel.TokenFile)).Trim());
        using var created = await http.PostAsJsonAsync("/zitadel.webkey.v2.WebKeyService/CreateWebKey", new { rsa = new { } });
        using var activated = await http.PostAsJsonAsync(
            "/zitadel.webkey.v2.WebKeyService/ActivateWebKey", new { id = (await created.Content.ReadFromJsonAsync<JsonObject>())!["id"]!.GetValue<string>() });
        activated.EnsureSuccessStatusCode();
    }

    public Task StopZitadelAsync() => _zitadel.DisposeAsync().AsTask();

    public void SetMetadata(string user, string key, byte[] value) => ChangeUser(user, found =>
        found with { Metadata = found.Metadata.SetItem(key, new MetadataEntry([.. value], found.Details)) });

    public void ChangeUser(string user, Func<User, User> change) => ChangeUser(Store.Current.Users.Find(Setup.Users[user].UserId)!, change);

    public void ChangeUser(User user, Func<User, User> change) => Store.Change(changes => changes.Put(change(user)));

    public User? FindUser(string loginName) =>
        Store.Current.Users.By(User.ByLoginName, User.NormalizeLoginName(loginName)).SingleOrDefault();

    /// <summary>The code of the last mail to an address.</summary>
    public string MailedCode(string address) => _zitadel.Services.GetRequiredService<Mailbox>().Mails.First(mail => mail.To == address).Code;

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        foreach (var api in _apis.Values)
            await api.DisposeAsync();
        await _zitadel.DisposeAsync();
    }

    sealed class ZitadelFactory : WebApplicationFactory<ZitadelSettings>
    {
        readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("web-frontend-tests-");

        public ZitadelFactory()
        {
            UseKestrel(0);
            StartServer();
            Issuer = $"http://localhost:{ClientOptions.BaseAddress.Port}";
        }

        public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);
        public Collected Collected { get; } = new();
        public string Issuer { get; }
        public string TokenFile => Path.Combine(_folder.FullName, "setup.pat");

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            builder.ConfigureLogging(logging => logging.AddProvider(Collected));
            builder.UseSetting("ZITADEL_FIRSTINSTANCE_PATPATH", TokenFile);
            builder.UseSetting("ZITADEL_FIRSTINSTANCE_ORG_MACHINE_MACHINE_USERNAME", "setup");
            builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            _folder.Refresh();
            if (_folder.Exists)
                _folder.Delete(recursive: true);
        }
    }

    /// <summary>A client of MetadataApi in whichever region a request is addressed to.</summary>
    HttpMessageHandler ToApi() => new Switch(() => ApiIsDown)
    {
        InnerHandler = new ByRegion(Asked, region => _apis[region].Client),
    };

    sealed class ApiFactory(Stack stack, string region) : WebApplicationFactory<MetadataApi.Metadata.MetadataResponse>
    {
        readonly Lock _start = new();
        HttpMessageInvoker? _client;

        /// <summary>Starts the server, one for all who ask at once (see <see cref="WebFactory"/>), and not before somebody does: most tests ask one region or none.</summary>
        public HttpMessageInvoker Client
        {
            get
            {
                lock (_start) return _client ??= new(Server.CreateHandler());
            }
        }

        readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("web-frontend-tests-");

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            stack.Configure(builder, "metadata-api");
            builder.UseSetting("Introspection:CacheSeconds", "0");
            builder.UseSetting("MetadataApi:Region", region);
            builder.UseSetting("MetadataApi:DemoContracts", "true");
            builder.UseSetting("ConnectionStrings:contracts", $"Data Source={Path.Combine(_folder.FullName, "contracts.db")};Pooling=False");
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            _folder.Refresh();
            if (_folder.Exists)
                _folder.Delete(recursive: true);
        }
    }

    public sealed class WebFactory(Stack stack) : WebApplicationFactory<MetadataTable>
    {
        readonly Lock _start = new();

        /// <summary>One server, whichever test asks first: the factory makes two for two that ask at once, and their antiforgery keys differ.</summary>
        public new TestServer Server
        {
            get
            {
                lock (_start) return base.Server;
            }
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            stack.Configure(builder, "web-frontend");
            builder.UseSetting("Dashboard:Url", "http://dashboard.localhost:15080");
            foreach (var (name, client) in stack.Setup.Applications.Where(application => stack.HasGuide && application.Key.StartsWith("guide", StringComparison.Ordinal)))
            {
                builder.UseSetting($"Guide:Applications:{name}:ClientId", client.ClientId);
                builder.UseSetting($"Guide:Applications:{name}:ClientSecret", client.ClientSecret);
                builder.UseSetting($"Guide:Applications:{name}:ApplicationId", client.ApplicationId);
            }
            builder.UseSetting("Registration:Attempts", $"{stack.RegistrationAttempts}");
            if (stack.HasRegistration)
            {
                builder.UseSetting("Registration:ClientId", stack.Setup.ServiceUsers["registrar"].ClientId);
                builder.UseSetting("Registration:ClientSecret", stack.Setup.ServiceUsers["registrar"].ClientSecret);
            }
            foreach (var region in stack.Regions)
                builder.UseSetting($"services:metadata-api-{region}:http:0", $"http://{region}.test");
            builder.ConfigureTestServices(services =>
            {
                services.AddTransient<IStartupFilter, RemoteAddress>();
                // Without pauses: they would wait for the clock, which only tests move.
                services.ConfigureAll<HttpStandardResilienceOptions>(options => options.Retry.Delay = TimeSpan.Zero);
                services.AddDataProtection().UseEphemeralDataProtectionProvider();
                services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(stack.Collected.Processor()));
                services.AddHttpClient<MetadataApiClient>().ConfigurePrimaryHttpMessageHandler(stack.ToApi);
                services.AddSingleton<IForwarderHttpClientFactory>(new ForwarderToApi(stack));
                services.AddHttpClient<OpenIdProvider>()
                    .AddHttpMessageHandler(() => new Recorder(stack.Sent))
                    .AddHttpMessageHandler(() => new Switch(() => stack.ZitadelIsDown));
                services.AddHttpClient<RegistrarApi>()
                    .AddHttpMessageHandler(() => new Switch(() => stack.ZitadelIsDown))
                    .AddHttpMessageHandler(() => new Silencer(stack));
            });
        }
    }

    void Configure(IWebHostBuilder builder, string application)
    {
        builder.UseEnvironment("Development");
        builder.ConfigureLogging(logging => logging.AddProvider(Collected));
        builder.UseSetting("Zitadel:Issuer", Issuer);
        builder.UseSetting("Zitadel:ProjectId", Setup.ProjectId);
        builder.UseSetting("Zitadel:ClientId", Setup.Applications[application].ClientId);
        builder.UseSetting("Zitadel:ClientSecret", Setup.Applications[application].ClientSecret);
        builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));
    }

    sealed class Switch(Func<bool> isOff) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            isOff() ? throw new HttpRequestException("Connection refused") : base.SendAsync(request, cancellationToken);
    }

    sealed class ForwarderToApi(Stack stack) : IForwarderHttpClientFactory
    {
        public HttpMessageInvoker CreateClient(ForwarderHttpClientContext context) => new(stack.ToApi());
    }

    sealed class ByRegion(ConcurrentQueue<HttpRequestMessage> asked, Func<string, HttpMessageInvoker> api) : HttpMessageHandler
    {
        // http://us.test/metadata; without an address in the settings http://metadata-api-us/metadata
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            asked.Enqueue(request);
            return api(request.RequestUri!.Host.Replace("metadata-api-", "").Replace(".test", "")).SendAsync(request, cancellationToken);
        }
    }

    sealed class Silencer(Stack stack) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (stack.Silence is not { } silence || silence.Path != request.RequestUri!.AbsolutePath)
                return await base.SendAsync(request, cancellationToken);
            if (silence.IsSent)
                (await base.SendAsync(request, cancellationToken)).Dispose();
            throw new HttpRequestException("Connection reset by peer");
        }
    }

    /// <summary>Has requests come from the address that they name: the server of these tests knows none.</summary>
    sealed class RemoteAddress : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.TryParse(context.Request.Headers[Browser.AddressHeader].ToString(), out var address) ? address : null;
                return following(context);
            });
            next(app);
        };
    }

    sealed class Recorder(ConcurrentQueue<(string Path, string Form, int Status)> sent) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var form = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var response = await base.SendAsync(request, cancellationToken);
            sent.Enqueue((request.RequestUri!.AbsolutePath, form, (int)response.StatusCode));
            return response;
        }
    }
}
