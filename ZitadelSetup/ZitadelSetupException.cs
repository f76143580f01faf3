namespace ZitadelSetup;

/// <summary>
/// The set-up can't go on. The message is for people: what was wrong, at which request or setting, and what to do. It holds no secret.
/// </summary>
public sealed class ZitadelSetupException : Exception
{
    /// <inheritdoc cref="ZitadelSetupException"/>
    public ZitadelSetupException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
