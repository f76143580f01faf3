namespace EmbeddedZitadel.Login.Rendering;

/// <summary>302, as Go's <c>http.Redirect</c> sends it: with a content type on GET.</summary>
/// <param name="location">Where to; made by us, never taken from a request.</param>
internal sealed class Redirection(string location) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method))
            http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.StatusCode = StatusCodes.Status302Found;
        http.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}
