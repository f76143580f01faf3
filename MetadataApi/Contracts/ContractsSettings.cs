using System.Data.Common;
using Microsoft.Extensions.Options;

namespace MetadataApi.Contracts;

enum DatabaseKind
{
    Sqlite,
    PostgreSql,
}

/// <summary>Which database the contracts are in.</summary>
sealed class ContractsSettings
{
    public const string ConnectionName = "contracts";

    /// <summary>
    /// <c>ConnectionStrings__contracts</c>: a file of SQLite, <c>Data Source=contracts.db</c>, or PostgreSQL, <c>Host=db;Database=contracts;Username=…</c>,
    /// which is also what Aspire hands out for a PostgreSQL resource.
    /// </summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary><c>MetadataApi__DemoContracts</c>: whether the contracts of the demo users are put into the database.</summary>
    public bool DemoContracts { get; private set; }

    /// <summary>Told by the connection string; null when it is of neither.</summary>
    public DatabaseKind? Kind { get; private set; }

    public static ContractsSettings Read(IConfiguration configuration)
    {
        var settings = new ContractsSettings();
        settings.ReadFrom(configuration);
        return settings;
    }

    public void ReadFrom(IConfiguration configuration)
    {
        ConnectionString = configuration.GetConnectionString(ConnectionName) is { Length: > 0 } text ? text : "Data Source=contracts.db";
        Kind = KindOf(ConnectionString);
        DemoContracts = string.Equals(configuration["MetadataApi:DemoContracts"], "true", StringComparison.OrdinalIgnoreCase);
    }

    static DatabaseKind? KindOf(string connectionString)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
            return parts.ContainsKey("Host") ? DatabaseKind.PostgreSql : parts.ContainsKey("Data Source") ? DatabaseKind.Sqlite : null;
        }
        catch (ArgumentException)
        {
            // Not of the form name=value;name=value.
            return null;
        }
    }

    public sealed class Validation : IValidateOptions<ContractsSettings>
    {
        // Without the value, which may contain a password.
        public ValidateOptionsResult Validate(string? name, ContractsSettings settings) => settings.Kind is not null
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                "ConnectionStrings__contracts is of no database that is known here: write Data Source=FILE for SQLite, "
                + "Host=…;Database=…;Username=…;Password=… for PostgreSQL.");
    }
}
