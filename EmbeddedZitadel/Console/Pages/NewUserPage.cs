using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Console.Pages;

/// <summary>A person is created.</summary>
internal static class NewUserPage
{
    public static Html Render(ConsoleVisit visit, NewPerson person, FormProblem? problem) => ConsoleParts.Form(visit, ConsolePaths.NewUser, Html.Of($"""
        {ConsoleParts.Field(new("username", "User name", person.Username) { Hint = "What one signs in with, e.g. road.runner", IsRequired = true }, problem)}
        {ConsoleParts.Field(new("givenName", "Given name", person.GivenName) { IsRequired = true }, problem)}
        {ConsoleParts.Field(new("familyName", "Family name", person.FamilyName) { IsRequired = true }, problem)}
        {ConsoleParts.Field(new("email", "E-mail address", person.Email) { Type = "email", IsRequired = true }, problem)}
        {ConsoleParts.Box("emailVerified", "E-mail address is verified", person.EmailVerified, "Else the first sign-in asks for a mailed code.")}
        {ConsoleParts.Field(new("password", "Password")
        {
            Type = "password",
            Autocomplete = "new-password",
            Hint = "At least 8 characters, among them upper and lower case, a digit and a symbol.",
            IsRequired = true,
        }, problem)}
        {ConsoleParts.Box("changeRequired", "Must be changed at the first sign-in", person.ChangeRequired)}
        <button class="primary" data-testid="create">Create</button>
        """));
}
