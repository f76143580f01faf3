using EmbeddedZitadel.Api.Messages;

namespace EmbeddedZitadel.Users;

/// <summary>The names of the users' enums in ZITADEL's API, the same in v1 and v2.</summary>
internal static class UserNames
{
    public static readonly WireEnum<UserState> State = new("USER_STATE_");
    public static readonly WireEnum<Gender> Gender = new("GENDER_");

    /// <summary>The name of JWT access tokens; opaque ones are the zero value.</summary>
    public const string JwtAccessTokens = "ACCESS_TOKEN_TYPE_JWT";

    /// <summary>How ZITADEL says that a user has no language.</summary>
    public const string NoLanguage = "und";
}
