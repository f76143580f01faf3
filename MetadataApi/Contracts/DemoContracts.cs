using System.Globalization;
using MetadataApi.Regions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MetadataApi.Contracts;

/// <summary>The contracts of the demo users (AppHost/zitadel.json), each in the database of its region; in all of them where there are no regions.</summary>
static class DemoContracts
{
    static readonly (string Region, string Number, string Product, string Since)[] All =
    [
        ("eu", "1234", "Bird seed, a bag a month", "2024-03-01"),
        ("us", "5678", "Rocket skates and spare parts, on account", "2023-09-17"),
        // Nobody's metadata names these, until somebody writes it there.
        ("eu", "2468", "Earthquake pills, one jar", "2025-01-10"),
        ("us", "1357", "Giant rubber bands, by the dozen", "2025-06-30"),
    ];

    /// <summary>Has the migration add those that are missing (under its lock), where the settings ask for it.</summary>
    public static void UseDemoContracts(this DbContextOptionsBuilder options, IServiceProvider services)
    {
        var region = services.GetRequiredService<IOptions<RegionSettings>>().Value.Region;
        if (services.GetRequiredService<IOptions<ContractsSettings>>().Value.DemoContracts)
            options.UseSeeding((db, _) => Add((ContractsDb)db, region));
    }

    static void Add(ContractsDb db, string region)
    {
        var there = db.Contracts.Select(contract => contract.Number).ToHashSet();
        db.Contracts.AddRange(All.Where(one => (region.Length == 0 || one.Region == region) && !there.Contains(one.Number)).Select(one => new Contract
        {
            Number = one.Number, Product = one.Product, Since = DateOnly.Parse(one.Since, CultureInfo.InvariantCulture),
        }));
        db.SaveChanges();
    }
}
