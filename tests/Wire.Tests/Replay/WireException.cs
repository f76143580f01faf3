namespace Wire.Tests.Replay;

/// <summary>An exchange could not be made, or gave nothing to go on with: a difference to ZITADEL like any other.</summary>
sealed class WireException(string message) : Exception(message);
