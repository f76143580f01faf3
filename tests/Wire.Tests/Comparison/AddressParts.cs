namespace Wire.Tests.Comparison;

/// <summary>An address cut at its query and fragment, of any scheme, relative or absolute (RFC 3986 appendix B).</summary>
readonly record struct AddressParts(string Base, string Query, string Fragment)
{
    public static AddressParts Of(string address)
    {
        var (rest, fragment) = Cut(address, '#');
        var (start, query) = Cut(rest, '?');
        return new AddressParts(start, query, fragment);
    }

    static (string, string) Cut(string text, char at) => text.IndexOf(at) is >= 0 and var i ? (text[..i], text[(i + 1)..]) : (text, "");
}
