using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tests.Matching;

public sealed class PrefixIndexTests
{
    private static readonly Gen<string> Text =
        from length in Gen.Choose(0, 5)
        from letters in Gen.Elements('a', 'b', '/', '\u00e9', '\uffff', '\0').ArrayOf(length)
        select new string(letters);

    [Property(MaxTest = 3000)]
    public Property Finds_all_prefixes_of_a_key_and_no_others()
    {
        var cases =
            from count in Gen.Choose(0, 20)
            from prefixes in Text.ArrayOf(count)
            from key in Text
            select (prefixes, key);
        return Prop.ForAll(cases.ToArbitrary(), pair =>
        {
            var index = new PrefixIndex(pair.prefixes);
            var node = index.Find(pair.key);
            var found = new int[index.Count(node)];
            index.CopyTo(node, found);

            found.ShouldBe(Enumerable.Range(0, pair.prefixes.Length).Where(rank => pair.key.StartsWith(pair.prefixes[rank], StringComparison.Ordinal)));
        });
    }

    [Fact]
    public void Finds_the_beginnings_of_a_key_among_a_thousand_nested_prefixes()
    {
        var index = new PrefixIndex([.. Enumerable.Range(1, 1000).Select(length => new string('a', length))]);

        index.Count(index.Find("b")).ShouldBe(0);
        index.Count(index.Find("aab")).ShouldBe(2);
        index.Count(index.Find(new string('a', 2000))).ShouldBe(1000);
    }

    [Fact]
    public void Finds_nothing_among_no_prefixes() => new PrefixIndex([]).Find("a").ShouldBe(-1);
}
