using MetadataApi.Contracts;
using Npgsql;

namespace MetadataApi.Tests;

/// <summary>An empty database for one test, gone after it.</summary>
sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>A connection string for a PostgreSQL server whose user may create databases, for example <c>Host=/var/run/postgresql;Username=postgres</c>.</summary>
    const string ServerVariable = "TEST_POSTGRESQL";

    readonly DirectoryInfo? _folder;

    TestDatabase(string connectionString, DirectoryInfo? folder) => (ConnectionString, _folder) = (connectionString, folder);

    public string ConnectionString { get; }

    public static TestDatabase Create(DatabaseKind kind = DatabaseKind.Sqlite)
    {
        if (kind == DatabaseKind.Sqlite)
        {
            var folder = Directory.CreateTempSubdirectory("metadata-api-tests-");
            // Not yet there: the application creates it.
            return new TestDatabase($"Data Source={Path.Combine(folder.FullName, "data", "contracts.db")};Pooling=False", folder);
        }
        if (Environment.GetEnvironmentVariable(ServerVariable) is not { Length: > 0 } server)
        {
            Assert.Ignore($"{ServerVariable} is not set: there is no PostgreSQL server to test with.");
            throw new InvalidOperationException();
        }
        return new TestDatabase(new NpgsqlConnectionStringBuilder(server) { Database = $"test_{Guid.NewGuid():N}", Pooling = false }.ConnectionString, folder: null);
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            _folder.Delete(recursive: true);
            return;
        }
        var database = new NpgsqlConnectionStringBuilder(ConnectionString);
        await using var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Database = "postgres" }.ConnectionString);
        await server.OpenAsync();
        await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS {database.Database} WITH (FORCE)", server);
        await drop.ExecuteNonQueryAsync();
    }
}
