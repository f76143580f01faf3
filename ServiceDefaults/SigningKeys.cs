namespace ServiceDefaults;

/// <summary>How a service keeps up with ZITADEL's signing keys, which change by rotation and whenever a development ZITADEL begins anew.</summary>
public static class SigningKeys
{
    /// <summary>A key that is not known is asked for again after this time, not after the 5 minutes of the default.</summary>
    public static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(5);

    /// <summary>Has a token that is signed with a new key wait for that key; by default its request fails, and only the next one finds the key there.</summary>
    public static void WaitForNewOnes() => AppContext.SetSwitch("Switch.Microsoft.IdentityModel.UpdateConfigAsBlocking", true);
}
