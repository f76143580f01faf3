namespace EmbeddedZitadel.Mails;

/// <summary>A mail that ZITADEL would have sent.</summary>
/// <param name="To">The address.</param>
/// <param name="Subject">ZITADEL's subject, e.g. <c>Initialize User</c>.</param>
/// <param name="Text">What it says.</param>
/// <param name="Code">The code it carries.</param>
/// <param name="Link">The page that takes the code, with the code in it; empty where there is none.</param>
/// <param name="Sent">When.</param>
public sealed record Mail(string To, string Subject, string Text, string Code, string Link, DateTimeOffset Sent);
