using System.Buffers.Text;
using System.Text.Json.Nodes;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Oidc;

/// <summary>
/// The claims about a user for a set of scopes (ZITADEL: <c>internal/api/oidc/userinfo.go</c>). Standard claims keep ZITADEL's order and drop false and
/// empty values; the reserved ones (<c>urn:zitadel:…</c>) are kept apart, because ID tokens and JWT access tokens carry them whatever the settings.
/// </summary>
public sealed class UserClaims
{
    private UserClaims()
    {
    }

    /// <summary>profile, email, phone: <c>name</c> … <c>phone_number_verified</c>.</summary>
    public JsonObject Standard { get; } = [];

    /// <summary>Metadata, organisation, roles.</summary>
    public JsonObject Reserved { get; } = [];

    /// <summary>Collects the claims.</summary>
    /// <param name="state">The state.</param>
    /// <param name="user">The user.</param>
    /// <param name="scopes">The scopes of the token.</param>
    /// <param name="roles">The roles to tell, or null for none.</param>
    public static UserClaims Of(InstanceState state, User user, IReadOnlyCollection<string> scopes, RoleRequest? roles)
    {
        var claims = new UserClaims();
        if (scopes.Contains("profile"))
            claims.AddProfile(user);
        if (scopes.Contains("email") && user.Human is { } human)
            claims.AddEmail(human);
        if (scopes.Contains("phone") && user.Human is { Phone: { Length: > 0 } phone } person)
        {
            claims.Standard["phone_number"] = phone;
            AddIfTrue(claims.Standard, "phone_number_verified", person.PhoneVerified);
        }

        if (scopes.Contains(Scopes.UserMetadata))
            claims.AddMetadata(user);
        if (scopes.Contains(Scopes.ResourceOwner))
            claims.AddResourceOwner(state, user);
        foreach (var id in Scopes.Suffixes(scopes, Scopes.OrganizationIdPrefix))
        {
            claims.Reserved["urn:zitadel:iam:org:id"] = id;
            claims.AddResourceOwner(state, user);
        }

        foreach (var domain in Scopes.Suffixes(scopes, Scopes.OrganizationDomainPrefix))
            claims.Reserved["urn:zitadel:iam:org:domain:primary"] = domain;
        roles?.AddTo(claims.Reserved, state, user, scopes);
        return claims;
    }

    /// <summary>Joins claims of a token or answer with claims about the user. As soon as there is a reserved claim, ZITADEL sorts all of them.</summary>
    public static JsonObject Join(JsonObject first, JsonObject standard, JsonObject reserved)
    {
        // A claim of the token itself is never overwritten by one about the user.
        var all = first.Concat(standard).Concat(reserved).DistinctBy(claim => claim.Key, StringComparer.Ordinal);
        return new JsonObject((reserved.Count == 0 ? all : all.OrderBy(claim => claim.Key, StringComparer.Ordinal))
            .Select(claim => KeyValuePair.Create(claim.Key, claim.Value?.DeepClone())));
    }

    private void AddProfile(User user)
    {
        AddIfAny(Standard, "name", user.DisplayName);
        if (user.Human is { } human)
        {
            AddIfAny(Standard, "given_name", human.GivenName);
            AddIfAny(Standard, "family_name", human.FamilyName);
            AddIfAny(Standard, "nickname", human.NickName);
            AddIfAny(Standard, "gender", human.Gender switch { Gender.Female => "female", Gender.Male => "male", Gender.Diverse => "diverse", _ => "" });
            Standard["locale"] = human.PreferredLanguage; // null, not absent, where none is set (https://github.com/zitadel/zitadel/issues/7362)
        }

        Standard["updated_at"] = user.Details.ChangeDate.ToUnixTimeSeconds();
        Standard["preferred_username"] = user.PreferredLoginName;
    }

    private void AddEmail(Human human)
    {
        AddIfAny(Standard, "email", human.Email);
        AddIfTrue(Standard, "email_verified", human.EmailVerified);
    }

    // Base64url without padding, unlike the API's base64; no claim at all for a user without metadata.
    private void AddMetadata(User user)
    {
        if (!user.Metadata.IsEmpty)
            Reserved["urn:zitadel:iam:user:metadata"] = new JsonObject(user.Metadata.Select(entry =>
                KeyValuePair.Create(entry.Key, (JsonNode?)Base64Url.EncodeToString(entry.Value.Value.AsSpan()))));
    }

    private void AddResourceOwner(InstanceState state, User user)
    {
        if (state.Organizations.Find(user.OrganizationId) is not { } owner)
            return;
        Reserved["urn:zitadel:iam:user:resourceowner:id"] = owner.Id;
        Reserved["urn:zitadel:iam:user:resourceowner:name"] = owner.Name;
        Reserved["urn:zitadel:iam:user:resourceowner:primary_domain"] = owner.PrimaryDomain;
    }

    private static void AddIfAny(JsonObject claims, string name, string value)
    {
        if (value.Length > 0)
            claims[name] = value;
    }

    private static void AddIfTrue(JsonObject claims, string name, bool value)
    {
        if (value)
            claims[name] = true;
    }
}
