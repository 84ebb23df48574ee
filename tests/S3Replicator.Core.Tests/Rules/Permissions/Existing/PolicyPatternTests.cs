using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using S3Replicator.Core.Rules.Permissions.Existing;

namespace S3Replicator.Core.Tests.Rules.Permissions.Existing;

public sealed class PolicyPatternTests
{
    private const int Longest = 7;

    // The third character is in no pattern, as most characters are.
    private static readonly string[] Texts = [.. All()];

    [Property(MaxTest = 400)]
    public Property Includes_another_just_when_it_matches_all_that_the_other_does() =>
        Prop.ForAll(Pairs(), pair =>
            Pattern(pair.One).Includes(Pattern(pair.Other)).ShouldBe(MatchesOf(pair.Other).IsSubsetOf(MatchesOf(pair.One)), $"{pair}"));

    [Property(MaxTest = 400)]
    public Property Overlaps_another_just_when_a_text_matches_both() =>
        Prop.ForAll(Pairs(), pair =>
            Pattern(pair.One).Overlaps(Pattern(pair.Other)).ShouldBe(MatchesOf(pair.Other).Overlaps(MatchesOf(pair.One)), $"{pair}"));

    [Theory]
    [InlineData("docs/*", "docs/a/*", true)]
    [InlineData("docs/*", "docs*", false)]
    [InlineData("docs/a*", "docs/${*}", false)]
    [InlineData("docs/*", "docs/${*}", true)]
    [InlineData("docs/${*}", "docs/${*}", true)]
    [InlineData("docs/${*}", "docs/*", false)]
    [InlineData("a${$}{b}", "a${$}{b}", true)]
    [InlineData("a?", "a${?}", true)]
    [InlineData("a${?}", "a?", false)]
    [InlineData("*?", "?*", true)]
    [InlineData("?*", "**??**", true)]
    [InlineData("Docs/*", "docs/a", false)]
    public void Takes_escapes_for_characters_and_case_for_a_difference(string outer, string inner, bool isIncluded) =>
        Pattern(outer).Includes(Pattern(inner)).ShouldBe(isIncluded);

    [Theory]
    [InlineData("home/${aws:username}/*")]
    [InlineData("${")]
    [InlineData("${*")]
    [InlineData("${**}")]
    public void Has_no_value_for_a_variable(string text) => PolicyPattern.TryParse(text, hasVariables: true).ShouldBeNull();

    [Fact]
    public void Knows_no_escapes_in_the_older_version_of_the_policy_language()
    {
        var pattern = PolicyPattern.TryParse("a${*}", hasVariables: false).ShouldNotBeNull();

        pattern.Includes(PolicyPattern.OfText("a${anything}")).ShouldBeTrue();
        pattern.Includes(PolicyPattern.OfText("a*")).ShouldBeFalse();
    }

    [Fact]
    public void Names_actions_without_regard_to_case() =>
        PolicyPattern.OfAction("S3:get*").Includes(PolicyPattern.OfAction("s3:GetObject")).ShouldBeTrue();

    [Fact]
    public void Is_not_said_to_include_one_where_that_would_take_for_ever_to_find_out()
    {
        var many = new string('?', 60);

        Pattern($"*a{many}*b{many}").Includes(Pattern($"*a*a{many}b*b{many}?c*")).ShouldBeFalse();
        Pattern($"*a{many}").Includes(Pattern($"*a{many}")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("*", "arn:aws:s3:::b/docs/*", true)]
    [InlineData("arn:aws:s3:::*", "arn:aws:s3:::b/docs/a:b*", true)]
    [InlineData("arn:*:s3:::b/*", "arn:aws:s3:::b/docs/*", true)]
    [InlineData("arn:aws:s3:::b/docs/*", "*", false)]
    [InlineData("arn:aws:s3:::b*", "arn:aws:s3:::b/docs/*", true)]
    [InlineData("arn:*:b/*", "arn:aws:s3:::b/docs/*", false)]
    [InlineData("arn:aws:kms:*:*:key/*", "arn:aws:kms:eu-west-1:111122223333:key/one", true)]
    public void Keeps_wildcards_within_the_parts_of_an_ARN(string outer, string inner, bool isIncluded) =>
        (ResourcePattern.TryParse(outer)?.Includes(ResourcePattern.TryParse(inner)!) ?? false).ShouldBe(isIncluded);

    private static PolicyPattern Pattern(string text) => PolicyPattern.TryParse(text, hasVariables: true)!;

    private static Arbitrary<(string One, string Other)> Pairs()
    {
        var pattern = Gen.Choose(0, 4).SelectMany(count => Gen.Elements('a', 'b', '*', '?').ArrayOf(count)).Select(characters => new string(characters));
        return (from one in pattern from other in pattern select (one, other)).ToArbitrary();
    }

    private static HashSet<string> MatchesOf(string pattern)
    {
        var regex = new Regex($"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}$");
        return Texts.Where(text => regex.IsMatch(text)).ToHashSet(StringComparer.Ordinal);
    }

    private static List<string> All()
    {
        var texts = new List<string> { string.Empty };

        for (var from = 0; texts[from].Length < Longest; from++)
        {
            texts.AddRange("abc".Select(character => texts[from] + character));
        }

        return texts;
    }
}
