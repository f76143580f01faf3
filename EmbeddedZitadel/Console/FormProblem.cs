using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Console;

/// <summary>Why a form was refused, and which field is to blame; an empty field for the whole form.</summary>
/// <param name="Field">The name of the field.</param>
/// <param name="Sentence">What was wrong and what to do.</param>
/// <param name="ErrorId">ZITADEL's error id, or empty.</param>
internal sealed record FormProblem(string Field, string Sentence, string ErrorId = "")
{
    /// <summary>ZITADEL's message, at the first field whose sign its key or text has.</summary>
    /// <param name="error">The refusal.</param>
    /// <param name="signs">Parts of message keys and the fields they speak of: <c>Errors.User.Email</c> of <c>email</c>.</param>
    public static FormProblem Of(ZitadelError error, params ReadOnlySpan<(string Sign, string Field)> signs)
    {
        foreach (var (sign, field) in signs)
        {
            if (error.Key.Contains(sign, StringComparison.Ordinal))
                return new(field, Reason(error.Sentence), error.Id);
        }

        return new("", error.Sentence, error.Id);
    }

    // invalid SetUserMetadataRequest.Metadata[0]: embedded message failed validation | caused by: invalid Metadata.Key: value length must be between 1 and
    // 200 runes, inclusive: at the field only the end of it says anything.
    private static string Reason(string sentence)
    {
        if (!sentence.StartsWith("invalid ", StringComparison.Ordinal))
            return sentence;
        var reason = sentence[(sentence.LastIndexOf(": ", StringComparison.Ordinal) + 2)..];
        return char.ToUpperInvariant(reason[0]) + reason[1..];
    }
}
