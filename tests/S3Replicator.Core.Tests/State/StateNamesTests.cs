using FsCheck.Xunit;
using S3Replicator.Core.State;

namespace S3Replicator.Core.Tests.State;

public sealed class StateNamesTests
{
    [Property]
    public void Any_text_becomes_one_part_of_a_name(string? text)
    {
        var segment = StateNames.Segment(text ?? string.Empty);

        StateNames.CheckName($"failures/{segment}/x");
        segment.ShouldNotContain("/");
    }

    [Property]
    public void Different_texts_become_different_parts(string? one, string? other)
    {
        var same = string.Equals(one ?? string.Empty, other ?? string.Empty, StringComparison.Ordinal);

        string.Equals(StateNames.Segment(one ?? string.Empty), StateNames.Segment(other ?? string.Empty), StringComparison.Ordinal).ShouldBe(same);
    }

    [Theory]
    [InlineData("docs-to_eu.1", "docs-to_eu.1")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("..", "%2E.")]
    [InlineData(".hidden", "%2Ehidden")]
    [InlineData("100% é", "100%25%20%C3%A9")]
    [InlineData("a~b", "a%7Eb")]
    public void Writes_what_a_name_cannot_have_as_octets(string text, string segment) => StateNames.Segment(text).ShouldBe(segment);

    [Fact]
    public void Long_texts_that_begin_alike_stay_apart()
    {
        var one = StateNames.Segment(new string('é', 255) + "1");
        var other = StateNames.Segment(new string('é', 255) + "2");

        one.ShouldNotBe(other);
        one.Length.ShouldBeLessThanOrEqualTo(120);
    }

    [Fact]
    public void Tells_lists_apart_that_read_the_same_in_one_piece()
    {
        string[] hashes = [StateNames.Hash("ab", "c"), StateNames.Hash("a", "bc"), StateNames.Hash("abc"), StateNames.Hash("abc", null), StateNames.Hash("abc", "")];

        hashes.Distinct(StringComparer.Ordinal).Count().ShouldBe(hashes.Length);
    }
}
