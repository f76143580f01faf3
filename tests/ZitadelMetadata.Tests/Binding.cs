using System.Text.Json.Serialization;

namespace ZitadelMetadata.Tests;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class Binding
{
    enum Plan { Free, Pro }

    sealed record Customer(int ContractNumber, [property: JsonPropertyName("region")] string? Region = null, bool Newsletter = false, Plan Plan = Plan.Free, byte[]? Photo = null, DateOnly? Since = null);

    [Test]
    public void Reads_text_numbers_booleans_enums_dates_and_bytes()
    {
        var metadata = UserMetadata.FromClaim(
            """{"ContractNumber":"MTIzNA","region":"ZXU","Newsletter":"dHJ1ZQ","Plan":"UHJv","Photo":"_wD-gEI","Since":"MjAyNi0xMS0yNA","other":"eA"}""");

        var customer = metadata.Bind<Customer>();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(customer with { Photo = null }, Is.EqualTo(new Customer(1234, "eu", true, Plan.Pro, null, new DateOnly(2026, 11, 24))));
            Assert.That(customer.Photo, Is.EqualTo(new byte[] { 0xFF, 0x00, 0xFE, 0x80, 0x42 }));
        }
    }

    [Test]
    public void Leaves_out_what_is_not_there() => Assert.That(UserMetadata.FromClaim("""{"ContractNumber":"MTIzNA"}""").Bind<Customer>(), Is.EqualTo(new Customer(1234)));

    [TestCase("""{"ContractNumber":"eA"}""", "ContractNumber", Description = "x is no number")]
    [TestCase("""{"ContractNumber":"MTIzNA","Newsletter":"eA"}""", "Newsletter")]
    [TestCase("{}", "ContractNumber", Description = "missing")]
    public void Names_the_key_that_does_not_fit(string claim, string key) =>
        Assert.That(() => UserMetadata.FromClaim(claim).Bind<Customer>(), Throws.TypeOf<FormatException>().With.Message.Contains(key).And.Message.Contains("Customer"));
}
