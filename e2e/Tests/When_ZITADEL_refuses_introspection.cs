using EndToEnd.Stacks;

namespace EndToEnd.Tests;

/// <summary>MetadataApi cannot ask about tokens, because ZITADEL does not take its credentials any more. Not beside other tests: theirs would fail too.</summary>
[NonParallelizable]
sealed class When_ZITADEL_refuses_introspection : BrowserTest
{
    ZitadelApi _zitadel = null!;

    [SetUp]
    public Task DeactivateTheApi()
    {
        if (Stack.OwnersTokenFile is not { } tokenFile) throw new IgnoreException("The stack was there before the tests: nothing is changed at its ZITADEL.");
        _zitadel = new(Stack.Issuer, tokenFile);
        return _zitadel.DeactivateAsync("metadata-api");
    }

    [TearDown]
    public async Task ReactivateTheApi()
    {
        if (_zitadel is null) return;
        await _zitadel.ReactivateAsync("metadata-api");
        _zitadel.Dispose();
    }

    [Test]
    public async Task The_page_shows_what_it_has_and_the_trace_and_the_log_say_why_there_is_no_more()
    {
        var metadata = await Web.SignInAsync();
        await Expect(metadata.Decoded("ContractNumber", "userinfo")).ToHaveTextAsync("1234");
        await Expect(metadata.Decoded("ContractNumber", "id-token")).ToHaveTextAsync("1234");
        await Expect(metadata.Problems).ToContainTextAsync("MetadataApi");
        if (Stack.Dashboard is null) return;

        using var dashboard = await Dashboard.SignInAsync(Stack.Dashboard);
        var trace = await TraceOfPageAsync();
        var spans = await dashboard.TraceAsync(trace, spans => spans.Any(IsOfTheApi) && spans.Any(s => s.Service == "web-frontend"));
        var log = await dashboard.LogAsync(trace, lines => lines.Any(IsTheReason));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(spans.Where(IsOfTheApi).Select(s => s.Attributes["http.response.status_code"]), Is.Not.Empty.And.All.EqualTo("503"));
            Assert.That(spans.Where(IsOfTheApi).Select(s => s.Attributes.GetValueOrDefault("error.type")), Is.Not.Empty.And.All.Not.Null);
            Assert.That(log.Where(IsTheReason), Is.Not.Empty, string.Join('\n', log));
        }
    }

    static bool IsTheReason(string line) => line.StartsWith("An access token could not be checked, and the caller told to try again: ", StringComparison.Ordinal);

    static bool IsOfTheApi(Span span) => span.Service.StartsWith("metadata-api", StringComparison.Ordinal) && span.Name == "GET /metadata";
}
