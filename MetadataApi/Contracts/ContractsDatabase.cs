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
    /// Brings the database up to date before the first request. Several instances can do so at once: each migration runs under the database's lock.
    /// </summary>
    /// <exception cref="OptionsValidationException">The database cannot be used; the sentence says why.</exception>
    public static void MigrateContracts(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ContractsDb>();
        try
        {
            if (db is SqliteContractsDb)
                CreateFolderOf(db.Database.GetDbConnection());
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

    /// <summary>SQLite creates the file and not the folder.</summary>
    static void CreateFolderOf(DbConnection connection)
    {
        if (new SqliteConnectionStringBuilder(connection.ConnectionString) is { Mode: not SqliteOpenMode.Memory, DataSource: { Length: > 0 } file }
            && file != ":memory:" && Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
            Directory.CreateDirectory(folder);
    }
}
