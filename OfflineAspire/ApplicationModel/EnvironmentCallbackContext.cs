namespace Aspire.Hosting.ApplicationModel;

/// <summary>Handed to the callbacks that compose a resource's environment, after the resources that it waits for are ready.</summary>
public class EnvironmentCallbackContext
{
    internal EnvironmentCallbackContext(CancellationToken cancellationToken) => CancellationToken = cancellationToken;

    /// <summary>Name to value; a value is a string, a <see cref="ParameterResource"/> or an <see cref="EndpointReference"/>.</summary>
    public Dictionary<string, object> EnvironmentVariables { get; } = [];

    /// <summary>Ends when the application stops.</summary>
    public CancellationToken CancellationToken { get; }
}
