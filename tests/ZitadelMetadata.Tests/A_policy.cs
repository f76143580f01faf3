using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace ZitadelMetadata.Tests;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class A_policy
{
    [TestCase("""{"region":"ZXU"}""", new string[0], ExpectedResult = true)]
    [TestCase("""{"region":"ZXU"}""", new[] { "ch", "eu" }, ExpectedResult = true)]
    [TestCase("""{"region":"ZXU"}""", new[] { "us" }, ExpectedResult = false)]
    [TestCase("""{"region":"ZXU"}""", new[] { "EU" }, ExpectedResult = false)]
    [TestCase("""{"Region":"ZXU"}""", new string[0], ExpectedResult = false)]
    [TestCase("""{"region":"no base64!"}""", new string[0], ExpectedResult = false)]
    [TestCase("{}", new string[0], ExpectedResult = false)]
    public Task<bool> Lets_in_whoever_has_the_metadata(string claim, string[] allowed) =>
        IsLetInAsync(new ClaimsIdentity([new Claim(UserMetadata.ClaimType, claim)], "test"), allowed);

    [Test]
    public async Task Lets_in_nobody_who_is_not_signed_in() =>
        Assert.That(await IsLetInAsync(new ClaimsIdentity([new Claim(UserMetadata.ClaimType, """{"region":"ZXU"}""")]), []), Is.False);

    static async Task<bool> IsLetInAsync(ClaimsIdentity identity, string[] allowed)
    {
        await using var services = new ServiceCollection().AddLogging()
            .AddAuthorizationCore(options => options.AddPolicy("region", policy => policy.RequireZitadelMetadata("region", allowed))).BuildServiceProvider();
        return (await services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(new ClaimsPrincipal(identity), "region")).Succeeded;
    }
}
