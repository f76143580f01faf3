using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Tests.Login;

[Parallelizable(ParallelScope.All)]
public sealed class Html_templates
{
    [TestCase("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [TestCase("\" onmouseover=\"x", "&quot; onmouseover=&quot;x")]
    [TestCase("' onmouseover='x", "&#x27; onmouseover=&#x27;x")]
    [TestCase("a & b", "a &amp; b")]
    [TestCase("Zoë Müller 王", "Zoë Müller 王")]
    [TestCase(null, "")]
    public void Encode_every_hole(string? text, string expected) => Assert.That(Html.Of($"{text}").ToString(), Is.EqualTo(expected));

    [Test]
    public void Take_markup_that_is_encoded_already_as_it_is()
    {
        var name = Html.Of($"<b>{"<Road>"}</b>");
        Assert.That(Html.Of($"<p>{name}</p>").ToString(), Is.EqualTo("<p><b>&lt;Road&gt;</b></p>"));
    }

    [Test]
    public void Do_not_look_at_the_holes_of_a_part_that_is_not_wanted()
    {
        string? nothing = null;
        Assert.That(Html.If(nothing is not null, $"{nothing!.Length}").ToString(), Is.Empty);
    }

    [Test]
    public void Repeat_a_part_for_each_item() =>
        Assert.That(
            Html.Of($"<ul>{new[] { "a", "<" }.Select(item => Html.Of($"<li>{item}</li>"))}</ul>").ToString(),
            Is.EqualTo("<ul><li>a</li><li>&lt;</li></ul>"));
}
