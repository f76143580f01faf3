using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Login.Texts;

namespace EmbeddedZitadel.Login.Rendering;

/// <summary>What every page needs to know, whatever it is about.</summary>
internal sealed record PageContext
{
    /// <summary>The words.</summary>
    public required LoginTexts Texts { get; init; }

    /// <summary>The token that forms send back, so that no other site can send them.</summary>
    public required string CsrfToken { get; init; }

    /// <summary>The login in progress, or null where a page stands for itself.</summary>
    public string? AuthRequestId { get; init; }

    /// <summary>What went wrong with what was sent, or null.</summary>
    public ZitadelError? Error { get; init; }

    /// <summary>With which user one may sign in; in Development only.</summary>
    public string? SignInHint { get; init; }

    /// <summary>Whether there is a page that shows the mails; in Development only.</summary>
    public bool ShowsMails { get; init; }
}
