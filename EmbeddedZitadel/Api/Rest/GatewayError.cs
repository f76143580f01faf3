using System.Text.Json;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Api.Rest;

/// <summary>The gateway's error: <c>{"code":5,"message":"…
/// (ID)","details":[{"@type":"type.googleapis.com/zitadel.v1.ErrorDetail","id":"ID","message":"…"}]}</c>.</summary>
public static class GatewayError
{
    /// <summary>The JSON of an error; details are there where the error has an id.</summary>
    public static byte[] Write(ZitadelError error)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("code", (int)error.Code);
            json.WriteString("message", error.Message());
            if (error.Id.Length > 0)
            {
                json.WriteStartArray("details");
                json.WriteStartObject();
                json.WriteString("@type", "type.googleapis.com/" + error.DetailType());
                json.WriteString("id", error.Id);
                json.WriteString("message", error.Sentence);
                if (error.FailedAttempts is > 0 and var failedAttempts)
                    json.WriteNumber("failedAttempts", failedAttempts);
                json.WriteEndObject();
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
