using System.Globalization;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>Adds those that are missing. Instances may start at once, so a number that another one has just added is no error.</summary>
    public static void AddTo(ContractsDb db, string region)
    {
        foreach (var one in All.Where(one => region.Length == 0 || one.Region == region))
        {
            var since = DateOnly.Parse(one.Since, CultureInfo.InvariantCulture);
            db.Database.ExecuteSql($"""
                INSERT INTO "Contracts" ("Number", "Product", "Since", "Note") VALUES ({one.Number}, {one.Product}, {since}, '') ON CONFLICT DO NOTHING
                """);
        }
    }
}
