namespace Aspire.Hosting.ApplicationModel;

/// <summary>A command that the dashboard offers for a resource.</summary>
sealed record Command(string Name, string DisplayName);
