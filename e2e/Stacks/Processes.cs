using System.Net.Sockets;

namespace EndToEnd.Stacks;

/// <summary>Processes of this machine that carry an environment variable, as AppHost's children inherit it (Linux).</summary>
static class Processes
{
    public static IReadOnlyList<Found> With(string name, string value)
    {
        var pair = $"{name}={value}";
        return [.. from folder in Directory.EnumerateDirectories("/proc")
                   where int.TryParse(Path.GetFileName(folder), out _) && Read(folder, "environ").Split('\0').Contains(pair)
                   select new Found(int.Parse(Path.GetFileName(folder)), Read(folder, "cmdline").Replace('\0', ' '))];
    }

    /// <summary>Whether somebody accepts connections at the address.</summary>
    public static async Task<bool> ListensAsync(Uri address)
    {
        using var client = new TcpClient();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            await client.ConnectAsync(address.Host, address.Port, timeout.Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            return true; // neither accepted nor refused: there is somebody
        }
    }

    static string Read(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // gone meanwhile, or somebody else's
        }
    }

    public sealed record Found(int Id, string CommandLine);
}
