namespace EmbeddedZitadel.Login.Rendering;

/// <summary>302, or another one, as Go's <c>http.Redirect</c> sends it: with a content type on GET.</summary>
/// <param name="location">Where to; made by us, never taken from a request.</param>
/// <param name="status">The status.</param>
internal sealed class Redirection(string location, int status = StatusCodes.Status302Found) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method))
            http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.StatusCode = status;
        http.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}
