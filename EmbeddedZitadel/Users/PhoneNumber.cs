using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Users;

/// <summary>Phone numbers in E.164 form, e.g. <c>+41790000000</c>.</summary>
internal static class PhoneNumber
{
    /// <summary>A number as ZITADEL keeps it: without blanks and brackets; one without a country is taken for a Swiss one.</summary>
    /// <exception cref="ZitadelError">It is no phone number.</exception>
    public static string Normalize(string number)
    {
        var digits = string.Concat(number.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '(' or ')' or '.' or '/')));
        digits = digits switch
        {
            ['+', ..] => digits,
            ['0', '0', .. var international] => '+' + international,
            ['0', .. var national] => "+41" + national,
            _ => "+41" + digits,
        };
        return digits.Length is >= 6 and <= 16 && digits.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0 && digits[1] != '0'
            ? digits
            : throw ZitadelError.InvalidArgument("PHONE-so0wa", "Errors.User.Phone.Invalid");
    }
}
