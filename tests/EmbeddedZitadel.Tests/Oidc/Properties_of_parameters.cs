using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Oidc;
using EmbeddedZitadel.Oidc.Token;
using EmbeddedZitadel.Projects;
using EmbeddedZitadel.Store;
using FsCheck;
using FsCheck.Fluent;

namespace EmbeddedZitadel.Tests.Oidc;

[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class Properties_of_parameters
{
    private static readonly Details Now = Details.New("1", DateTimeOffset.UnixEpoch);

    private static readonly Project Demo = new()
    {
        Id = "7",
        Details = Now,
        Name = "Demo",
        RoleAssertion = true,
        Roles = ImmutableSortedDictionary.CreateRange([KeyValuePair.Create("reader", new ProjectRole("reader", "", "", Now))]),
    };

    private static readonly Arbitrary<string[]> ScopeLists = Gen.Elements(
        "openid", "profile", "email", "phone", "address", "offline_access", "banana", "", "OPENID", "urn:zitadel:iam:user:metadata", "urn:zitadel:iam:org:id:1",
        "urn:zitadel:iam:org:project:role:reader", "urn:zitadel:iam:org:project:role:nobody", "urn:zitadel:iam:org:project:id:9:aud", "urn:zitadel:iam:other")
        .ArrayOf().ToArbitrary();

    [Test]
    public void A_scope_is_never_added_and_an_allowed_one_never_lost() => Prop.ForAll(ScopeLists, requested =>
    {
        if (requested.Length == 0)
            return Throws(() => Scopes.Allow(requested, Demo));
        var allowed = Scopes.Allow(requested, Demo);
        string[] expected = [.. requested.Where(scope =>
            scope is not ("banana" or "" or "OPENID" or "urn:zitadel:iam:org:project:role:nobody" or "urn:zitadel:iam:other"))];
        return allowed.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal));
    }).QuickCheckThrowOnFailure();

    [TestCase("banana openid profile", "profile openid")]
    [TestCase("openid banana email", "openid email")]
    [TestCase("", "")]
    public void A_removed_scope_leaves_its_place_to_the_last_one(string requested, string allowed) =>
        Assert.That(string.Join(' ', Scopes.Allow(requested.Split(' '), Demo)), Is.EqualTo(allowed));

    [Test]
    public void Roles_are_asserted_unless_the_request_names_one()
    {
        Assert.That(Scopes.WithAssertedRoles(["openid"], Demo), Is.EqualTo((string[])["openid", "urn:zitadel:iam:org:project:role:reader"]));
        Assert.That(Scopes.WithAssertedRoles(["urn:zitadel:iam:org:project:role:x"], Demo), Has.Length.EqualTo(1));
        Assert.That(Scopes.WithAssertedRoles(["openid"], Demo with { RoleAssertion = false }), Has.Length.EqualTo(1));
    }

    [Test]
    public void The_audience_is_read_from_the_scopes_between_prefix_and_suffix() =>
        Assert.That(
            Scopes.Audiences(((string[])["9:aud", "zitadel:aud", "8", "aud"]).Select(suffix => "urn:zitadel:iam:org:project:id:" + suffix), "5"),
            Is.EqualTo((string[])["9", "5"]));

    [Test]
    public void PKCE_accepts_exactly_the_verifier_of_the_challenge() => Prop.ForAll<NonEmptyString, NonEmptyString>((one, other) =>
    {
        var s256 = new CodeChallenge(Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(one.Get))), "S256");
        return !Throws(() => Pkce.Check(s256, one.Get, false))
            && !Throws(() => Pkce.Check(new(one.Get, "plain"), one.Get, false))
            && !Throws(() => Pkce.Check(new(one.Get, "banana"), one.Get, true))
            && Throws(() => Pkce.Check(s256, other.Get, false)) == (one.Get != other.Get)
            && Throws(() => Pkce.Check(s256, "", false));
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Form_encoding_reads_back_what_it_wrote() => Prop.ForAll<(NonNull<string>, NonNull<string>)[]>(parameters =>
    {
        KeyValuePair<string, string>[] written = [.. parameters.Select(p => KeyValuePair.Create(WellFormed(p.Item1.Get), WellFormed(p.Item2.Get)))];
        List<KeyValuePair<string, string>> read = [];
        return FormUrlEncoding.TryParse(FormUrlEncoding.Encode(written), read) && read.SequenceEqual(written.OrderBy(p => p.Key, StringComparer.Ordinal));
    }).QuickCheckThrowOnFailure();

    [TestCase("a=%zz", ExpectedResult = false)]
    [TestCase("a=%1", ExpectedResult = false)]
    [TestCase("a=1;b=2", ExpectedResult = false)]
    [TestCase("a=%FF&b", ExpectedResult = true)]
    [TestCase("&&a=1&", ExpectedResult = true)]
    public bool Broken_pairs_are_told(string text) => FormUrlEncoding.TryParse(text, []);

    // A lone surrogate is no text; what it becomes is not the point here.
    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static bool Throws(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (OidcError)
        {
            return true;
        }
    }
}
