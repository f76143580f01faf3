using System.Collections.Immutable;
using EmbeddedZitadel.Login;

namespace EmbeddedZitadel.Mails;

/// <summary>Where mails end: nothing is sent, and the newest are kept for the page that shows them. Their codes are secrets: no log has them.</summary>
public sealed partial class Mailbox(ILogger<Mailbox> log)
{
    private const int Kept = 100;
    private ImmutableList<Mail> _mails = [];

    /// <summary>The mails, newest first.</summary>
    public IReadOnlyList<Mail> Mails => _mails;

    /// <summary>Takes a mail.</summary>
    public void Send(Mail mail)
    {
        ImmutableInterlocked.Update(ref _mails, mails => mails.Count < Kept ? mails.Insert(0, mail) : mails.RemoveAt(Kept - 1).Insert(0, mail));
        LogMail(log, mail.Subject, LoginPaths.Mails);
    }

    [LoggerMessage(3004, LogLevel.Information, "A mail was written and not sent: {Subject}. In Development the login pages show it at {Page}")]
    private static partial void LogMail(ILogger log, string subject, string page);
}
