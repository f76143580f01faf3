using Microsoft.EntityFrameworkCore;

namespace MetadataApi.Contracts;

/// <summary>The contracts. Each kind of database has its own migrations, and therefore a context of its own: see docs/contracts.md.</summary>
abstract class ContractsDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<Contract> Contracts => Set<Contract>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Contract>(contract =>
    {
        contract.HasKey(one => one.Number);
        contract.Property(one => one.Number).HasMaxLength(Contract.MaximumNumberLength);
        contract.Property(one => one.Product).HasMaxLength(200);
        contract.Property(one => one.Owner).HasMaxLength(200);
        contract.Property(one => one.Note).HasMaxLength(Contract.MaximumNoteLength);
    });
}

sealed class SqliteContractsDb(DbContextOptions<SqliteContractsDb> options) : ContractsDb(options);

sealed class PostgreSqlContractsDb(DbContextOptions<PostgreSqlContractsDb> options) : ContractsDb(options);
