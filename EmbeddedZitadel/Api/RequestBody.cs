using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Api;

/// <summary>Reads the body of a request to the end, up to a size.</summary>
public static class RequestBody
{
    /// <summary>The bytes of the body.</summary>
    /// <exception cref="ZitadelError">429, code 8, as gRPC has it: the body is larger than <paramref name="maxBytes"/>.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(this HttpRequest request, int maxBytes)
    {
        if (request.ContentLength > maxBytes)
            throw TooLarge(maxBytes);

        var body = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + read > maxBytes)
                throw TooLarge(maxBytes);
            body.Write(buffer, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static ZitadelError TooLarge(int maxBytes) =>
        new(StatusCode.ResourceExhausted, "", $"the body is larger than the {maxBytes} bytes that are accepted");
}
