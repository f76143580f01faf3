namespace ZitadelSetup.Planning;

/// <summary>Whether an existing client gets a new secret.</summary>
static class SecretPlan
{
    /// <param name="run">The run.</param>
    /// <param name="what">The client, for example <c>application 'guide'</c>.</param>
    /// <param name="clientId">Its client id.</param>
    /// <param name="hasSecret">Whether ZITADEL has a secret of it at all; making the first one takes nothing from anybody.</param>
    /// <exception cref="ZitadelSetupException">The secret is lost, and the caller needs it and doesn't want a new one.</exception>
    public static bool IsNeeded(Run run, string what, string clientId, bool hasSecret)
    {
        if (run.KnowsSecretOf(clientId))
            return false;
        // Nobody loses a secret that nobody has seen.
        if (!hasSecret || run.WasCreatedInTheDark(what) || run.Options.UnfinishedSecrets.Contains(what))
            return true;
        switch (run.Options.ClientSecrets)
        {
            case ClientSecretPolicy.RegenerateLost or ClientSecretPolicy.RegenerateAll:
                return true;
            case ClientSecretPolicy.Require:
                throw new ZitadelSetupException(
                    $"The client secret of {what} (client id {clientId}) is not known here, and ZITADEL shows it only once: hand it in, or allow a new one to be made, "
                    + "which ends the old one.");
            default:
                run.Notice($"The client secret of {what} (client id {clientId}) is not known here and stays as it is.");
                return false;
        }
    }
}
