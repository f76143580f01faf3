using System.Text.Json;
namespace ZitadelSetup;
static class DesiredStateReader
{
    public static DesiredState Read(string json, string source, IReadOnlyDictionary<string, string>? placeholders)
    {
        return JsonSerializer.Deserialize(json, DesiredStateJson.Default.DesiredState)!;
    }
}
