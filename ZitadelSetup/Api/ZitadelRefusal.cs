namespace ZitadelSetup.Api;

/// <summary>ZITADEL understood a request and said no.</summary>
sealed class ZitadelRefusal : Exception
{
    readonly ZitadelMethod method;
    readonly string code;

    /// <param name="method">The method that was called.</param>
    /// <param name="status">The status, for example 409.</param>
    /// <param name="code">The code by Connect's names, for example <c>already_exists</c>.</param>
    /// <param name="reason">ZITADEL's own message. Its text differs by version and language, so nothing branches on it.</param>
    /// <param name="afterCut">An earlier attempt of the same call ended without an answer, so ZITADEL may have done it.</param>
    public ZitadelRefusal(ZitadelMethod method, int status, string code, string reason, bool afterCut)
        : base($"ZITADEL answered {status} to {method.Path}: {reason}")
    {
        this.method = method;
        this.code = code;
        AfterCut = afterCut;
    }

    public bool AfterCut { get; }

    public bool AlreadyExists => code == "already_exists";

    public bool NotFound => code == "not_found";

    /// <summary>
    /// Writes are checked against what is written, reads lag behind: "exists already" (the search didn't show it yet), "not found" and "precondition"
    /// (what it refers to isn't there yet; or "No changes", because the read was old). All of them are settled by reading again.
    /// </summary>
    public bool MayBeLag => code is "already_exists" or "not_found" or "failed_precondition";

    /// <summary>The same as a sentence for people, and what to do.</summary>
    public ZitadelSetupException ToException() => new($"{Message.TrimEnd('.')}. {Advice()}", this);

    string Advice() => code switch
    {
        "unauthenticated" =>
            $"The token is not valid for this ZITADEL: it may have expired or be of another one. It has to be a personal access token of a user with the right {method.Right}, "
            + "for example of one with the role ORG_OWNER.",
        "permission_denied" => $"The token's user lacks the right {method.Right} here; the role ORG_OWNER of the organisation contains it.",
        "not_found" when method.IsSearch =>
            $"The token's user has no role here; it needs the right {method.Right}, which the role ORG_OWNER of the organisation contains.",
        "not_found" => $"If this is about a membership, the token's user lacks the right {method.Right}.",
        "already_exists" => "A search doesn't show it to this token, though: it may belong to another organisation, or the token's user may not read it.",
        _ => "What was done before stays; a new run goes on from there.",
    };
}
