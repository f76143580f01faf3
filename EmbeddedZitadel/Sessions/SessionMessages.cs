using System.Collections.Immutable;
using System.Text.Json.Serialization;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;

namespace EmbeddedZitadel.Sessions;

// The messages of zitadel.session.v2.SessionService.
internal sealed record CreateSessionRequest(
    ChecksMessage? Checks = null, IReadOnlyDictionary<string, byte[]>? Metadata = null, EmptyMessage? Challenges = null, UserAgentMessage? UserAgent = null,
    TimeSpan? Lifetime = null);

internal sealed record ChecksMessage(
    CheckUser? User = null, CheckPassword? Password = null, EmptyMessage? WebAuthN = null, EmptyMessage? IdpIntent = null, EmptyMessage? Totp = null,
    EmptyMessage? OtpSms = null, EmptyMessage? OtpEmail = null, EmptyMessage? RecoveryCode = null);

internal sealed record CheckUser(string UserId = "", string LoginName = "");

internal sealed record CheckPassword(string Password = "");

internal sealed record UserAgentMessage(
    string FingerprintId = "", string Ip = "", string Description = "", IReadOnlyDictionary<string, HeaderValues>? Header = null)
{
    public static SessionUserAgent Read(UserAgentMessage agent) => new(
        agent.FingerprintId,
        agent.Ip,
        agent.Description,
        (agent.Header ?? ImmutableDictionary<string, HeaderValues>.Empty).ToImmutableSortedDictionary(
            header => header.Key, header => (header.Value.Values ?? []).ToImmutableArray(), StringComparer.Ordinal));

    public static UserAgentMessage Write(SessionUserAgent agent) =>
        new(agent.FingerprintId, agent.Ip, agent.Description, agent.Header.ToDictionary(header => header.Key, header => new HeaderValues(header.Value)));
}

internal sealed record HeaderValues(IReadOnlyList<string>? Values = null);

internal sealed record CreateSessionResponse(DetailsMessage Details, string SessionId, string SessionToken);

internal sealed record SetSessionRequest(
    string SessionId = "", string? SessionToken = null, ChecksMessage? Checks = null, IReadOnlyDictionary<string, byte[]>? Metadata = null,
    EmptyMessage? Challenges = null, TimeSpan? Lifetime = null);

internal sealed record SetSessionResponse(DetailsMessage Details, string SessionToken);

internal sealed record SessionIdRequest(string SessionId = "", string? SessionToken = null);

internal sealed record GetSessionResponse(SessionMessage Session);

internal sealed record SessionMessage(
    string Id, DateTimeOffset CreationDate, DateTimeOffset ChangeDate, ulong Sequence, FactorsMessage? Factors, IReadOnlyDictionary<string, byte[]> Metadata,
    UserAgentMessage? UserAgent, DateTimeOffset? ExpirationDate);

internal sealed record FactorsMessage(UserFactor? User, PasswordFactor? Password);

internal sealed record UserFactor(DateTimeOffset VerifiedAt, string Id, string LoginName, string DisplayName, string OrganizationId);

internal sealed record PasswordFactor(DateTimeOffset VerifiedAt);

internal sealed record ListSessionsRequest(Paging? Query = null, IReadOnlyList<SessionSearchQuery>? Queries = null);

internal sealed record SessionSearchQuery(
    InIdsFilter? IdsQuery = null, IdFilter? UserIdQuery = null, CreationDateQuery? CreationDateQuery = null, IdFilter? CreatorQuery = null,
    UserAgentQuery? UserAgentQuery = null, ExpirationDateQuery? ExpirationDateQuery = null);

internal sealed record CreationDateQuery(DateTimeOffset CreationDate, string Method = "");

internal sealed record UserAgentQuery(string FingerprintId = "");

internal sealed record ExpirationDateQuery(DateTimeOffset ExpirationDate, string Method = "");

internal sealed record ListSessionsResponse(ListDetails Details, IReadOnlyList<SessionMessage> Sessions);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CreateSessionRequest))]
[JsonSerializable(typeof(CreateSessionResponse))]
[JsonSerializable(typeof(SetSessionRequest))]
[JsonSerializable(typeof(SetSessionResponse))]
[JsonSerializable(typeof(SessionIdRequest))]
[JsonSerializable(typeof(GetSessionResponse))]
[JsonSerializable(typeof(ListSessionsRequest))]
[JsonSerializable(typeof(ListSessionsResponse))]
[JsonSerializable(typeof(DetailsResponse))]
internal sealed partial class SessionJson : JsonSerializerContext;
