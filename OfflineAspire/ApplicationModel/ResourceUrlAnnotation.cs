namespace Aspire.Hosting.ApplicationModel;

/// <summary>How the URL of an endpoint is shown.</summary>
public sealed class ResourceUrlAnnotation
{
    internal ResourceUrlAnnotation()
    {
    }

    /// <summary>Shown instead of the URL.</summary>
    public string? DisplayText { get; set; }
}
