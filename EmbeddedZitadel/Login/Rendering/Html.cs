using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace EmbeddedZitadel.Login.Rendering;

/// <summary>
/// Markup that is safe to send. It is made from interpolated strings only: the literal parts are taken as they are, every hole is
/// HTML-encoded unless it is <see cref="Html"/> itself, and there is no way in for a plain string. So encoding cannot be forgotten.
/// Holes inside tags belong between double quotes: <c>Html.Of($"""&lt;a href="{url}"&gt;{text}&lt;/a&gt;""")</c>.
/// </summary>
internal readonly struct Html
{
    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    /// <summary>No markup at all.</summary>
    public static Html None => default;

    /// <summary>The markup of a template.</summary>
    public static Html Of(Template template) => new(template.ToMarkup());

    /// <summary>The markup of a template, or none; the holes of a template that is not wanted are not evaluated.</summary>
    public static Html If(bool wanted, [InterpolatedStringHandlerArgument(nameof(wanted))] Template template) =>
        wanted ? new(template.ToMarkup()) : None;

    /// <summary>One after the other.</summary>
    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.ToString())));

    /// <summary>The markup itself.</summary>
    public override string ToString() => _markup ?? "";

    /// <summary>Takes an interpolated string apart, hole by hole.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Template
    {
        // Everything that means something in HTML is encoded, letters of all languages are not.
        private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
        private readonly StringBuilder? _markup;

        public Template(int literalLength, int formattedCount) => _markup = new(literalLength + (16 * formattedCount));

        public Template(int literalLength, int formattedCount, bool wanted, out bool isWanted)
        {
            isWanted = wanted;
            _markup = wanted ? new(literalLength + (16 * formattedCount)) : null;
        }

        public void AppendLiteral(string literal) => _markup!.Append(literal);

        public void AppendFormatted(string? text) => _markup!.Append(Encoder.Encode(text ?? ""));

        public void AppendFormatted(int number) => _markup!.Append(number.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(Html html) => _markup!.Append(html.ToString());

        public void AppendFormatted(IEnumerable<Html> parts) => _markup!.Append(Join(parts).ToString());

        public string ToMarkup() => _markup!.ToString();
    }
}
