using System.Collections.Immutable;

namespace EmbeddedZitadel.Mails;

/// <summary>Where mails end: nothing is sent, they are written to the log, and the newest are kept for the page that shows them.</summary>
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
        LogMail(log, mail.To, mail.Subject, mail.Code, mail.Link);
    }

    // The code is meant to be read here: there is no other way to it than this log and the page.
    [LoggerMessage(Level = LogLevel.Information, Message = "Mail to {To}: {Subject}, code {Code}, {Link}")]
    private static partial void LogMail(ILogger log, string to, string subject, string code, string link);
}
