using System.Text;
using System.Text.Json;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Api.Connect;

/// <summary>
/// Connect's error (https://connectrpc.com/docs/protocol#error-end-stream): <c>{"code":"not_found","message":"… (ID)","details":[{"type":
/// "zitadel.v1.ErrorDetail","value":"&lt;the detail in protocol buffers, base64 without padding&gt;","debug":{"id":"ID","message":"…"}}]}</c>.
/// </summary>
public static class ConnectError
{
    /// <summary>The JSON of an error; details are there where the error has an id.</summary>
    public static byte[] Write(ZitadelError error)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("code", error.Code.ConnectName());
            json.WriteString("message", error.Message());
            if (error.Id.Length > 0)
            {
                json.WriteStartArray("details");
                json.WriteStartObject();
                json.WriteString("type", error.DetailType());
                json.WriteString("value", Convert.ToBase64String(Detail(error)).TrimEnd('='));
                json.WriteStartObject("debug");
                json.WriteString("id", error.Id);
                json.WriteString("message", error.Sentence);
                if (error.FailedAttempts is > 0 and var failedAttempts)
                    json.WriteNumber("failedAttempts", failedAttempts);
                json.WriteEndObject();
                json.WriteEndObject();
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    // message ErrorDetail { string id = 1; string message = 2; }, CredentialsCheckError has int32 failed_attempts = 3 besides:
    // https://protobuf.dev/programming-guides/encoding/
    private static byte[] Detail(ZitadelError error)
    {
        using var message = new MemoryStream();
        WriteText(message, 1, error.Id);
        WriteText(message, 2, error.Sentence);
        if (error.FailedAttempts is > 0 and var failedAttempts)
        {
            message.WriteByte(3 << 3);
            WriteVarint(message, (uint)failedAttempts);
        }

        return message.ToArray();
    }

    private static void WriteText(MemoryStream message, int field, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        message.WriteByte((byte)((field << 3) | 2));
        WriteVarint(message, (uint)bytes.Length);
        message.Write(bytes);
    }

    private static void WriteVarint(MemoryStream message, uint value)
    {
        for (; value > 0x7f; value >>= 7)
            message.WriteByte((byte)(value | 0x80));
        message.WriteByte((byte)value);
    }
}
