namespace Wire.Tests.Own;

[Parallelizable(ParallelScope.All)]
sealed class A_server_is_chosen
{
    [Test]
    public void None_is_named_so_one_is_started() => Assert.That(Zitadel.Named(_ => null), Is.Null);

    [Test]
    public void One_on_this_machine_is_named()
    {
        using var token = new TokenFile();
        var zitadel = Zitadel.Named(Settings(("WIRE_ISSUER", "http://localhost:8080/"), ("WIRE_TOKEN_FILE", token.Path)))!;
        Assert.Multiple(() =>
        {
            Assert.That(zitadel.Issuer, Is.EqualTo("http://localhost:8080"));
            Assert.That(zitadel.Token, Is.EqualTo("the-token"));
            Assert.That(zitadel.ComparesIds, Is.True);
        });
    }

    [TestCase("https://acme.zitadel.cloud", "which is not this machine")]
    [TestCase("http://192.168.1.7:8080", "which is not this machine")]
    [TestCase("localhost:8080", "give ZITADEL's address")]
    [TestCase("nonsense", "give ZITADEL's address")]
    public void Another_is_refused_in_a_sentence(string issuer, string because)
    {
        using var token = new TokenFile();
        Assert.That(() => Zitadel.Named(Settings(("WIRE_ISSUER", issuer), ("WIRE_TOKEN_FILE", token.Path))),
            Throws.InvalidOperationException.With.Message.Contains(because).And.Message.Contains("WIRE_ISSUER"));
    }

    [Test]
    public void Another_machine_is_taken_when_it_is_said_twice()
    {
        using var token = new TokenFile();
        var zitadel = Zitadel.Named(Settings(("WIRE_ISSUER", "https://throw-away.example"), ("WIRE_TOKEN_FILE", token.Path), ("WIRE_ALLOW_ANY_HOST", "true"), ("WIRE_IDS", "false")))!;
        Assert.That((zitadel.Issuer, zitadel.ComparesIds), Is.EqualTo(("https://throw-away.example", false)));
    }

    [Test]
    public void A_missing_token_file_is_named() =>
        Assert.That(() => Zitadel.Named(Settings(("WIRE_ISSUER", "http://localhost:8080"), ("WIRE_TOKEN_FILE", "/no/such/file"))),
            Throws.InvalidOperationException.With.Message.Contains("WIRE_TOKEN_FILE"));

    static Func<string, string?> Settings(params (string Name, string Value)[] settings) =>
        name => settings.Where(s => s.Name == name).Select(s => s.Value).FirstOrDefault();

    sealed class TokenFile : IDisposable
    {
        readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wire-tests-");

        public TokenFile() => File.WriteAllText(Path, "the-token\n");

        public string Path => System.IO.Path.Combine(_folder.FullName, "admin.pat");

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
