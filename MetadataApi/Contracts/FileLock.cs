namespace MetadataApi.Contracts;

/// <summary>
/// A lock among the processes of this machine that ends with its holder, however that ends: a file beside the database, open for one process only.
/// The file stays, because one that is deleted could be locked by two.
/// </summary>
static class FileLock
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // ERROR_SHARING_VIOLATION of Windows; EWOULDBLOCK of Linux and of macOS, which .NET gets from flock(2).
    static readonly int[] SharingViolations = [unchecked((int)0x80070020), 11, 35];

    /// <summary>Waits until nobody else holds it.</summary>
    /// <param name="path">The file of the lock.</param>
    /// <returns>The lock; disposed of, it is free.</returns>
    /// <exception cref="IOException">Somebody else has held it for a minute, or the file cannot be created.</exception>
    public static IDisposable Take(string path)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (SharingViolations.Contains(exception.HResult) && TimeProvider.System.GetElapsedTime(since) < Patience)
            {
                Thread.Sleep(Pause); // nothing tells that a file is free, and nothing else is done before the database is ready
            }
        }
    }
}
