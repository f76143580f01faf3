using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>How a command is shown, and what it asks for.</summary>
    public class CommandOptions
    {
        /// <summary>What the command does.</summary>
        public string? Description { get; set; }

        /// <summary>Asked before the command is executed; null: it is executed at once.</summary>
        public string? ConfirmationMessage { get; set; }

        /// <summary>Name of a Fluent UI icon.</summary>
        public string? IconName { get; set; }

        /// <summary>What the user fills in before.</summary>
        public IReadOnlyList<InteractionInput>? Arguments { get; set; }
    }

    /// <summary>Handed to a command.</summary>
    public sealed class ExecuteCommandContext
    {
        internal ExecuteCommandContext(InteractionInputCollection arguments, ILogger logger, CancellationToken cancellationToken) =>
            (Arguments, Logger, CancellationToken) = (arguments, logger, cancellationToken);

        /// <summary>What the user filled in.</summary>
        public InteractionInputCollection Arguments { get; }

        /// <summary>Writes into the log of the resource.</summary>
        public ILogger Logger { get; }

        /// <summary>Ends when the user gives up.</summary>
        public CancellationToken CancellationToken { get; }
    }

    /// <summary>How a command ended; see <see cref="CommandResults"/>.</summary>
    public sealed class ExecuteCommandResult
    {
        internal ExecuteCommandResult() { }

        internal bool Succeeded { get; init; }

        internal string? Text { get; init; }
    }

    /// <summary>The ends that a command can have.</summary>
    public static class CommandResults
    {
        /// <summary>It did what it should.</summary>
        public static ExecuteCommandResult Success(string message) => new() { Succeeded = true, Text = message };

        /// <summary>It could not; the message says why.</summary>
        public static ExecuteCommandResult Failure(string? errorMessage = null) => new() { Text = errorMessage };
    }

    /// <summary>A command that the dashboard offers for a resource.</summary>
    sealed record Command(string Name, string DisplayName, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> Execute, CommandOptions Options);
}

namespace Aspire.Hosting
{
    /// <summary>One thing that a user fills in.</summary>
    public sealed class InteractionInput
    {
        /// <summary>The key of the value.</summary>
        public required string Name { get; init; }

        /// <summary>What the user sees in front of it.</summary>
        public string? Label { get; init; }

        /// <summary>What kind of value it is.</summary>
        public required InputType InputType { get; init; }

        /// <summary>Whether it can be left out.</summary>
        public bool Required { get; init; }

        /// <summary>Shown while nothing is filled in.</summary>
        public string? Placeholder { get; init; }
    }

    /// <summary>Kinds of values.</summary>
    public enum InputType
    {
        /// <summary>Text in one line.</summary>
        Text,
    }

    /// <summary>What a user has filled in.</summary>
    public sealed class InteractionInputCollection
    {
        readonly IReadOnlyDictionary<string, string> values;

        internal InteractionInputCollection(IReadOnlyDictionary<string, string> values) => this.values = values;

        /// <summary>The value, or null where nothing was filled in.</summary>
        public string? GetString(string name) => values.GetValueOrDefault(name);
    }
}
