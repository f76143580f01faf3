using System.Collections.ObjectModel;

namespace ZitadelSetup;

/// <summary>How the set-up is done.</summary>
public sealed record SetupOptions
{
    /// <summary>
    /// Password of people who are created in this run; each gets a generated one when left out (see <see cref="UserCredentials.Password"/>).
    /// Existing people keep theirs.
    /// </summary>
    public string? InitialPassword { get; init; }

    /// <summary>Client secrets that the caller has kept of earlier runs, by client id.</summary>
    public IReadOnlyDictionary<string, string> KnownSecrets { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What happens to an existing application whose secret is not among <see cref="KnownSecrets"/>.</summary>
    public ClientSecretPolicy ClientSecrets { get; init; } = ClientSecretPolicy.Keep;

    /// <summary>
    /// Called before the first change of a run in which ZITADEL will give out secrets, with those who get one, for example <c>application 'guide'</c>.
    /// Kept until the run has ended, it tells the next run what an interrupted one may have left behind.
    /// </summary>
    public Func<IReadOnlyList<string>, CancellationToken, ValueTask>? SecretsExpected { get; init; }

    /// <summary>
    /// What <see cref="SecretsExpected"/> named in a run that did not end. ZITADEL may have made a secret that the run was killed before it could keep: nobody
    /// has seen it, so whatever <see cref="ClientSecrets"/> says, a client that is named here gets a new one when its secret is not known.
    /// </summary>
    public IReadOnlyCollection<string> UnfinishedSecrets { get; init; } = [];

    /// <summary>
    /// Called at once when ZITADEL has given out a secret or password, so that nothing is lost when the run ends early; the argument's
    /// <see cref="SetupResult"/> holds all that is known until then.
    /// </summary>
    public Func<SetupResult, CancellationToken, ValueTask>? SecretIssued { get; init; }

    /// <summary>Deletes applications and roles of the project that the desired state does not name. Users are never deleted.</summary>
    public bool Prune { get; init; }

    /// <summary>How long one request is repeated while ZITADEL is not reachable or not ready (503).</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait until reads show what was written. ZITADEL: reads lag behind writes, usually by less than 100 ms.</summary>
    public TimeSpan ConsistencyTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After this time a request counts as cut off.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(20);
}

/// <summary>What happens to the secret of a client that exists already. ZITADEL shows a secret only once, when it is made.</summary>
public enum ClientSecretPolicy
{
    /// <summary>It stays; the result has no secret for that client if the caller didn't know it.</summary>
    Keep,

    /// <summary>A client whose secret the caller doesn't know is an error.</summary>
    Require,

    /// <summary>A client whose secret the caller doesn't know gets a new one.</summary>
    RegenerateLost,

    /// <summary>Every client gets a new one.</summary>
    RegenerateAll,
}
