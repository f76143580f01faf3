using System.Collections.Immutable;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Users;

// The metadata of users.
public sealed partial class UserCommands
{
    /// <summary>Sets pieces of metadata, all or none. A value that is there already keeps its date.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="organizationId">The organisation the user must be of, or null for any.</param>
    /// <param name="metadata">Keys and values.</param>
    /// <param name="emptyRemoves">Whether an empty value removes the key (v2) or is refused (v1).</param>
    internal User SetMetadata(string userId, string? organizationId, IReadOnlyList<KeyValuePair<string, byte[]>> metadata, bool emptyRemoves = false)
    {
        if (metadata.Count == 0)
            throw ZitadelError.FailedPrecondition("META-9mm2d", "Errors.Metadata.NoData");
        return ChangeMetadata(userId, organizationId, (user, now) =>
        {
            foreach (var (key, value) in metadata)
            {
                if (value.Length > 0)
                    user = WithMetadata(user, key, value, now);
                else if (emptyRemoves)
                    user = user with { Metadata = user.Metadata.Remove(key) };
                else
                    throw ZitadelError.InvalidArgument("META-2m00f", "Errors.Metadata.Invalid");
            }

            return user;
        });
    }

    /// <summary>Removes one piece of metadata.</summary>
    internal User RemoveMetadata(string userId, string? organizationId, string key) => ChangeMetadata(userId, organizationId, (user, _) =>
        user.Metadata.ContainsKey(key)
            ? user with { Metadata = user.Metadata.Remove(key) }
            : throw ZitadelError.NotFound("META-ncnw3", "Errors.Metadata.NotFound"));

    /// <summary>Removes pieces of metadata, all or none.</summary>
    internal User RemoveMetadata(string userId, string? organizationId, IReadOnlyList<string> keys)
    {
        if (keys.Count == 0)
            throw ZitadelError.FailedPrecondition("META-9mm2d", "Errors.Metadata.NoData");
        return ChangeMetadata(userId, organizationId, (user, _) =>
        {
            foreach (var key in keys)
            {
                if (key.Length == 0)
                    throw ZitadelError.InvalidArgument("COMMAND-m29ds", "Errors.Metadata.Invalid");
                if (!user.Metadata.ContainsKey(key))
                    throw ZitadelError.NotFound("META-2nnds", "Errors.Metadata.KeyNotExisting");
            }

            return user with { Metadata = user.Metadata.RemoveRange(keys) };
        });
    }

    private User ChangeMetadata(string userId, string? organizationId, Func<User, DateTimeOffset, User> update) => store.Change(change =>
    {
        if (change.State.Users.Find(userId) is not { } user || (organizationId is not null && user.OrganizationId != organizationId))
            throw ZitadelError.FailedPrecondition("COMMAND-uXHNj", "Errors.User.NotFound");

        var now = clock.GetUtcNow();
        var changed = update(user, now);
        if (ReferenceEquals(changed.Metadata, user.Metadata))
            return user;
        changed = changed with { Details = user.Details.Changed(now) };
        change.Put(changed);
        return changed;
    });

    private static User WithMetadata(User user, string key, byte[] value, DateTimeOffset now)
    {
        if (key.Contains('\0', StringComparison.Ordinal)) // ZITADEL, seen: its database has no NUL in texts, and the error is a 500
            throw new ZitadelError(StatusCode.Unknown, "", "a metadata key cannot have a NUL character");
        if (key.Length == 0)
            throw ZitadelError.InvalidArgument("META-2m00f", "Errors.Metadata.Invalid");

        var old = user.Metadata.GetValueOrDefault(key);
        if (old is not null && old.Value.AsSpan().SequenceEqual(value))
            return user;
        var details = old?.Details.Changed(now) ?? Details.New(user.OrganizationId, now);
        return user with { Metadata = user.Metadata.SetItem(key, new(value.ToImmutableArray(), details)) };
    }
}
