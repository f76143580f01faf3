namespace WebFrontend.Registration;

/// <summary>The settings <c>Registration__…</c>. AppHost sets id and secret from the result of the set-up.</summary>
sealed class RegistrationSettings
{
    /// <summary>The client id of the service user that creates people: of one with the role <c>ORG_USER_MANAGER</c> and nothing more.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Its client secret.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>How often one address may try within ten minutes.</summary>
    public int Attempts { get; set; } = 20;

    /// <summary>Whether people can register here at all.</summary>
    public bool IsSetUp => ClientId.Length > 0 && ClientSecret.Length > 0;
}
