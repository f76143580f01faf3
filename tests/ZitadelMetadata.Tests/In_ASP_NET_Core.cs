using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OAuth.Claims;

namespace ZitadelMetadata.Tests;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class In_ASP_NET_Core
{
    [Test]
    public void A_user_has_the_metadata_of_its_claim()
    {
        var user = Principal("""{"ContractNumber":"MTIzNA"}""");

        Assert.That(user.GetZitadelMetadata().GetText("ContractNumber"), Is.EqualTo("1234"));
    }

    [Test]
    public void A_user_without_the_claim_has_no_metadata() => Assert.That(Principal().GetZitadelMetadata(), Is.Empty);

    [Test]
    public void A_claim_of_each_identity_is_one() =>
        Assert.That(new ClaimsPrincipal([Identity("""{"a":"MTIzNA"}"""), Identity("""{"a":"MTIzNA","b":"QQ"}""")]).GetZitadelMetadata().Keys, Is.EqualTo(["a", "b"]));

    [Test]
    public void Userinfo_takes_the_place_of_the_ID_token()
    {
        var identity = Identity("""{"ContractNumber":"b2xk"}""");

        Run(identity, """{"sub":"1","urn:zitadel:iam:user:metadata":{"ContractNumber":"MTIzNA"}}""");

        var claim = identity.FindAll(UserMetadata.ClaimType).Single();
        Assert.That(claim.Value, Is.EqualTo("""{"ContractNumber":"MTIzNA"}"""));
        Assert.That(new ClaimsPrincipal(identity).GetZitadelMetadata().GetText("ContractNumber"), Is.EqualTo("1234"));
    }

    [TestCase("""{"sub":"1"}""")]
    [TestCase("""{"urn:zitadel:iam:user:metadata":null}""")]
    public void A_userinfo_response_without_the_claim_leaves_that_of_the_ID_token(string userinfo)
    {
        var identity = Identity("""{"ContractNumber":"MTIzNA"}""");

        Run(identity, userinfo);

        Assert.That(new ClaimsPrincipal(identity).GetZitadelMetadata().GetText("ContractNumber"), Is.EqualTo("1234"));
    }

    [Test]
    public void Mapped_twice_it_is_still_one_claim()
    {
        var identity = Identity();
        var actions = new ClaimActionCollection();
        actions.MapZitadelMetadata();
        actions.MapZitadelMetadata();

        foreach (var action in actions)
            action.Run(JsonElement.Parse("""{"urn:zitadel:iam:user:metadata":{"ContractNumber":"MTIzNA"}}"""), identity, "issuer");

        Assert.That(actions.Count(), Is.EqualTo(1));
        Assert.That(identity.FindAll(UserMetadata.ClaimType).Count(), Is.EqualTo(1));
    }

    static void Run(ClaimsIdentity identity, string userinfo)
    {
        var actions = new ClaimActionCollection();
        actions.MapZitadelMetadata();
        foreach (var action in actions)
            action.Run(JsonElement.Parse(userinfo), identity, "issuer");
    }

    static ClaimsPrincipal Principal(params string[] claims) => new(Identity(claims));

    static ClaimsIdentity Identity(params string[] claims) => new(claims.Select(claim => new Claim(UserMetadata.ClaimType, claim, "JSON")));
}
