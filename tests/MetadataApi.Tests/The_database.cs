using MetadataApi.Contracts;
using Microsoft.EntityFrameworkCore;

namespace MetadataApi.Tests;

[TestFixture, Parallelizable(ParallelScope.All)]
sealed class The_database
{
    [Test]
    public void Has_migrations_for_everything_in_the_model()
    {
        using var sqlite = new SqliteContractsDb(new DbContextOptionsBuilder<SqliteContractsDb>().UseSqlite("Data Source=:memory:").Options);
        using var postgreSql = new PostgreSqlContractsDb(new DbContextOptionsBuilder<PostgreSqlContractsDb>().UseNpgsql("Host=none").Options);

        Assert.That(sqlite.Database.HasPendingModelChanges(), Is.False, "dotnet ef migrations add … --context SqliteContractsDb");
        Assert.That(postgreSql.Database.HasPendingModelChanges(), Is.False, "dotnet ef migrations add … --context PostgreSqlContractsDb");
    }

    [TestCase(DatabaseKind.Sqlite)]
    [TestCase(DatabaseKind.PostgreSql)]
    public async Task Is_set_up_once_by_instances_that_start_at_once(DatabaseKind kind)
    {
        await using var issuer = await Issuer.StartAsync();
        await using var database = TestDatabase.Create(kind);
        Dictionary<string, string> settings = new() { ["ConnectionStrings:contracts"] = database.ConnectionString, ["MetadataApi:DemoContracts"] = "true" };

        var apis = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new Api(issuer, settings: settings))));

        foreach (var api in apis)
        {
            Assert.That((await api.GetAsync(issuer.Jwt(), "/contract")).Status, Is.EqualTo(200));
            Assert.That(await api.Client.GetStringAsync("/health"), Is.EqualTo("Healthy"));
            await api.DisposeAsync();
        }
    }

    [Test]
    public async Task Is_set_up_after_a_start_that_was_killed_while_it_migrated()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var database = TestDatabase.Create();
        Dictionary<string, string> settings = new() { ["ConnectionStrings:contracts"] = database.ConnectionString };
        await using (new Api(issuer, settings: settings)) { }
        await using (var sqlite = new SqliteContractsDb(new DbContextOptionsBuilder<SqliteContractsDb>().UseSqlite(database.ConnectionString).Options))
        {
            // As EF Core takes its lock, which nobody gives back.
            await sqlite.Database.ExecuteSqlRawAsync(
                """
                CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-27 10:00:00.0000000+00:00');
                """);
        }

        await using var api = await Task.Run(() => new Api(issuer, settings: settings)).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.That(await api.Client.GetStringAsync("/health"), Is.EqualTo("Healthy"));
    }

    [Test]
    public async Task That_is_gone_makes_the_service_unhealthy()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var database = TestDatabase.Create();
        await using var api = new Api(issuer, settings: new() { ["ConnectionStrings:contracts"] = database.ConnectionString });
        var file = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(database.ConnectionString).DataSource;
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);

        using var health = await api.Client.GetAsync("/health");

        Assert.That((int)health.StatusCode, Is.EqualTo(503));
    }
}
