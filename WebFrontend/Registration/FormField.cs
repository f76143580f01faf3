namespace WebFrontend.Registration;

/// <summary>A field of the form, for the partial page <c>_Field</c>.</summary>
/// <param name="Name">Its name, id, and key in the model state.</param>
/// <param name="Label">What it is for.</param>
/// <param name="Value">What was typed; a password is never given back.</param>
/// <param name="Autocomplete">What browsers and password managers fill in.</param>
sealed record FormField(string Name, string Label, string? Value, string Autocomplete)
{
    public string Type { get; init; } = "text";

    public string? Hint { get; init; }

    public bool IsRequired { get; init; } = true;
}
