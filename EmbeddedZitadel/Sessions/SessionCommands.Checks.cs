using System.Collections.Immutable;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Sessions;

// Sessions are made and changed by checks: who is the user, is the password right.
public sealed partial class SessionCommands
{
    /// <summary>Makes a session. Checks that fail leave none.</summary>
    /// <exception cref="ZitadelError">A check failed.</exception>
    internal Session Create(string creatorId, SessionChange changes, SessionUserAgent? userAgent)
    {
        var (now, checkedFor) = (clock.GetUtcNow(), Check(changes, null));
        return store.Change(change =>
        {
            var session = new Session
            {
                Id = ids.Next(),
                Details = Details.New(change.State.Instance.Id, now),
                CreatorId = creatorId,
                UserAgent = userAgent,
                TokenId = ids.Next(),
            };
            session = Apply(session, changes, checkedFor, now);
            change.Put(session);
            return session;
        });
    }

    /// <summary>Changes a session, which gets a new token; the old one is void.</summary>
    /// <exception cref="ZitadelError">There is no such session, it has expired, or a check failed.</exception>
    internal Session Set(string sessionId, SessionChange changes)
    {
        var now = clock.GetUtcNow();
        var checkedFor = Check(changes, Require(store.Current, sessionId, now).UserId);
        return store.Change(change =>
        {
            var session = Require(change.State, sessionId, now);
            session = Apply(session, changes, checkedFor, now) with { TokenId = ids.Next(), Details = session.Details.Changed(now) };
            change.Put(session);
            return session;
        });
    }

    // The password is checked before the change: its hash takes long.
    private string? Check(SessionChange changes, string? currentUserId)
    {
        if (changes.Lifetime is { } lifetime && lifetime <= TimeSpan.Zero)
            throw ZitadelError.InvalidArgument("COMMAND-asEG4", "Errors.Session.PositiveLifetime");
        if (changes.UserId is not null && currentUserId is not null && changes.UserId != currentUserId)
            throw ZitadelError.InvalidArgument("", "user change not possible");

        var userId = changes.UserId ?? currentUserId;
        if (changes.UserId is not null && store.Current.Users.Find(changes.UserId) is { State: not UserState.Active and not UserState.Initial })
            throw ZitadelError.FailedPrecondition("SESSION-Gj4ko", "Errors.User.NotActive");
        if (changes.Password is { } password)
            users.CheckPassword(userId ?? throw ZitadelError.FailedPrecondition("COMMAND-Sfw3f", "Errors.User.UserIDMissing"), password);
        return userId;
    }

    private static Session Apply(Session session, SessionChange changes, string? userId, DateTimeOffset now)
    {
        var metadata = session.Metadata;
        foreach (var (key, value) in changes.Metadata)
            metadata = value.Length > 0 ? metadata.SetItem(key, [.. value]) : metadata.Remove(key);
        return session with
        {
            UserId = userId,
            UserVerifiedAt = changes.UserId is null ? session.UserVerifiedAt : now,
            PasswordVerifiedAt = changes.Password is null ? session.PasswordVerifiedAt : now,
            Metadata = metadata,
            ExpirationDate = changes.Lifetime is { } lifetime ? now + lifetime : session.ExpirationDate,
        };
    }
}

/// <summary>What is checked and changed in a session; null leaves a part as it is.</summary>
/// <param name="UserId">The user whose login name or id was given.</param>
/// <param name="Password">The password to check.</param>
/// <param name="Metadata">Metadata to set; an empty value removes a key.</param>
/// <param name="Lifetime">How long the session lives from now on.</param>
internal sealed record SessionChange(string? UserId, string? Password, IReadOnlyDictionary<string, byte[]> Metadata, TimeSpan? Lifetime)
{
    /// <summary>No metadata.</summary>
    public static readonly IReadOnlyDictionary<string, byte[]> NoMetadata = ImmutableDictionary<string, byte[]>.Empty;
}
