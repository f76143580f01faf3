using System.Data.Common;
using MetadataApi.Regions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace MetadataApi.Contracts;

/// <summary>Sets the database up, whichever it is.</summary>
static class ContractsDatabase
{
    public static void AddContracts(this WebApplicationBuilder builder)
    {
        var settings = ContractsSettings.Read(builder.Configuration);
        builder.Services.AddOptions<ContractsSettings>()
            .Configure<IConfiguration>((options, configuration) => options.ReadFrom(configuration)).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ContractsSettings>, ContractsSettings.Validation>();
        builder.Services.AddScoped<CallersContract>();
        // A body that is no JSON is the caller's mistake in Development too, and not an exception.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);

        if (settings.Kind == DatabaseKind.PostgreSql)
            builder.Services.AddDbContext<ContractsDb, PostgreSqlContractsDb>(options =>
                options.UseNpgsql(settings.ConnectionString, postgres => postgres.EnableRetryOnFailure(maxRetryCount: 3)));
        else
            builder.Services.AddDbContext<ContractsDb, SqliteContractsDb>(options => options.UseSqlite(settings.ConnectionString));
        builder.Services.AddHealthChecks().AddDbContextCheck<ContractsDb>("contracts");
    }

    /// <summary>
    /// Brings the database up to date before the first request. Several instances can do so at once: each migration runs under a lock.
    /// </summary>
    /// <exception cref="OptionsValidationException">The database cannot be used; the sentence says why.</exception>
    public static void MigrateContracts(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ContractsDb>();
        try
        {
            if (db is SqliteContractsDb && FileOf(db.Database.GetDbConnection()) is { } file)
                MigrateFile(db, file);
            else
                db.Database.Migrate();
            if (services.GetRequiredService<IOptions<ContractsSettings>>().Value.DemoContracts)
                DemoContracts.AddTo(db, services.GetRequiredService<IOptions<RegionSettings>>().Value.Region);
        }
        catch (Exception exception) when (exception is DbException or RetryLimitExceededException or IOException or UnauthorizedAccessException)
        {
            throw new OptionsValidationException(ContractsSettings.ConnectionName, typeof(ContractsSettings),
                ["ConnectionStrings__contracts leads to no database that can be used: "
                    + $"{exception.GetBaseException().Message.ReplaceLineEndings(" ").TrimEnd('.')}."]);
        }
    }

    /// <summary>
    /// EF Core's lock on SQLite is a row, which outlives a process that is killed while it migrates: each later start would wait for ever
    /// (https://learn.microsoft.com/ef/core/providers/sqlite/limitations#concurrent-migrations-protection). Under a lock that ends with its holder,
    /// a row that is there is nobody's.
    /// </summary>
    static void MigrateFile(ContractsDb db, string file)
    {
        // SQLite creates the file and not the folder.
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var held = FileLock.Take($"{file}.migration-lock");
        if (File.Exists(file))
            db.Database.ExecuteSqlRaw("""DROP TABLE IF EXISTS "__EFMigrationsLock";""");
        db.Database.Migrate();
    }

    /// <summary>The file of a database of SQLite; null for one in memory.</summary>
    static string? FileOf(DbConnection connection) =>
        new SqliteConnectionStringBuilder(connection.ConnectionString) is { Mode: not SqliteOpenMode.Memory, DataSource: { Length: > 0 } file }
            && file != ":memory:" ? Path.GetFullPath(file) : null;
}
