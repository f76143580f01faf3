using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using WebFrontend.Api;

namespace WebFrontend.Registration;

/// <summary>What a person types who registers. The limits are those of ZITADEL's API.</summary>
sealed class RegistrationForm
{
    const string TooLong = "Shorten it to 200 characters.";
    const string Visible = @"\P{Cc}*";
    const string NotVisible = "It has a character that cannot be seen, perhaps pasted along: type it again.";

    [Required(ErrorMessage = "Enter your given name."), StringLength(200, ErrorMessage = TooLong), RegularExpression(Visible, ErrorMessage = NotVisible)]
    public string? GivenName { get; set; }

    [Required(ErrorMessage = "Enter your family name."), StringLength(200, ErrorMessage = TooLong), RegularExpression(Visible, ErrorMessage = NotVisible)]
    public string? FamilyName { get; set; }

    /// <summary>Also the login name, as with ZITADEL's own registration; ZITADEL looks closer.</summary>
    [Required(ErrorMessage = "Enter your e-mail address."), StringLength(200, ErrorMessage = "Use an address of up to 200 characters.")]
    [RegularExpression(@"\s*[^@\s<>]+@[^@\s<>]+\s*", ErrorMessage = "This is no e-mail address: write one such as name@example.com.")]
    public string? Email { get; set; }

    /// <summary>Which MetadataApi has this customer's data; one of <see cref="MetadataApiRegions.All"/>.</summary>
    public string? Region { get; set; }

    [StringLength(200, ErrorMessage = TooLong), RegularExpression(Visible, ErrorMessage = NotVisible)]
    public string? Motto { get; set; }

    public bool Newsletter { get; set; }

    [Required(ErrorMessage = "Choose a password.")]
    public string? Password { get; set; }

    [Compare(nameof(Password), ErrorMessage = "The two passwords differ: enter both again.")]
    public string? PasswordAgain { get; set; }

    /// <summary>The metadata of the new user; ZITADEL takes no empty values.</summary>
    public IEnumerable<(string Key, string Value)> Metadata()
    {
        yield return (MetadataApiRegions.MetadataKey, Region!);
        if (Motto is not null)
            yield return ("motto", Motto.Trim());
        yield return ("preferences", JsonSerializer.Serialize(new Dictionary<string, bool> { ["newsletter"] = Newsletter }));
    }
}
