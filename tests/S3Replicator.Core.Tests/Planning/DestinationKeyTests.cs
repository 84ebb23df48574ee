using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tests.Planning;

public sealed class DestinationKeyTests
{
    [Theory]
    [InlineData("docs/a.txt", null, null, "docs/a.txt")]
    [InlineData("docs/a.txt", "docs/", null, "a.txt")]
    [InlineData("docs/a.txt", "logs/", null, "docs/a.txt")]
    [InlineData("docs/docs/a.txt", "docs/", null, "docs/a.txt")]
    [InlineData("docs/a.txt", null, "copy/", "copy/docs/a.txt")]
    [InlineData("docs/a.txt", "docs/", "copy/", "copy/a.txt")]
    [InlineData("docs/a.txt", "docs", "copy", "copy/a.txt")]
    public void A_prefix_is_stripped_then_added(string key, string? strip, string? add, string expected) =>
        KeyOf(new KeyTransform(strip, add), key).ShouldBe(expected);

    [Theory]
    [InlineData("{key}", "docs/a.tar.gz", "docs/a.tar.gz")]
    [InlineData("{directory}/{name}", "docs/2026/a.tar.gz", "docs/2026/a.tar.gz")]
    [InlineData("{directory}/{stem}-copy{extension}", "docs/a.tar.gz", "docs/a.tar-copy.gz")]
    [InlineData("all/{directory}/{name}", "a.txt", "all/a.txt")]
    [InlineData("{directory}/{name}", "/rooted.txt", "/rooted.txt")]
    [InlineData("{stem}{extension}", ".profile", ".profile")]
    [InlineData("{stem}|{extension}|", "README", "README||")]
    [InlineData("{directory}|{name}|", "docs/folder/", "docs/folder||")]
    [InlineData("{name}@{versionId}", "docs/a.txt", "a.txt@v1")]
    [InlineData("{eventTime:yyyy/MM/dd}/{key}", "a.txt", "2026/01/02/a.txt")]
    [InlineData("{eventTime:HH-mm-ss}/{key}", "a.txt", "03-04-05/a.txt")]
    [InlineData("{eventTime:d}/{key}", "a.txt", "2/a.txt")]
    [InlineData("{eventTime}/{key}", "a.txt", "2026-01-02T03:04:05Z/a.txt")]
    public void A_template_is_filled(string template, string key, string expected) =>
        KeyOf(new KeyTransform(Template: template), key).ShouldBe(expected);

    [Fact]
    public void An_object_without_version_has_the_version_null_in_a_template()
    {
        var rule = Given.Rule() with { KeyTransform = new(Template: "{key}@{versionId}") };

        Given.Decide(rule, Given.Event(EventKind.Created, "a", version: null)).DestinationKey.ShouldBe("a@null");
    }

    [Fact]
    public void The_time_in_a_template_is_UTC()
    {
        var rule = Given.Rule() with { KeyTransform = new(Template: "{eventTime:yyyy-MM-dd}") };
        var source = Given.Event(EventKind.Created) with { Time = new DateTimeOffset(2026, 1, 1, 23, 30, 0, TimeSpan.FromHours(-2)) };

        Given.Decide(rule, source).DestinationKey.ShouldBe("2026-01-02");
    }

    [Fact]
    public void A_destination_key_of_1024_bytes_is_accepted() =>
        FailureOf(new KeyTransform(AddPrefix: new string('x', 1014)), "0123456789").ShouldBeNull();

    [Theory]
    [InlineData("0123456789x")]
    [InlineData("012345678é")]
    public void A_destination_key_of_more_than_1024_bytes_fails_with_the_reason(string key) =>
        FailureOf(new KeyTransform(AddPrefix: new string('x', 1014)), key).ShouldBe(
            "The destination key is longer than 1,024 bytes of UTF-8, the most that S3 takes.");

    [Fact]
    public void A_transform_that_leaves_nothing_fails_with_the_reason() =>
        FailureOf(new KeyTransform("docs/"), "docs/").ShouldBe("The rule's key transform leaves nothing of the key.");

    [Theory]
    [InlineData(EventKind.DeleteMarkerCreated)]
    [InlineData(EventKind.ObjectDeleted)]
    [InlineData(EventKind.TagsChanged)]
    public void A_later_event_cannot_find_a_replica_under_the_time_of_an_earlier_one(EventKind kind)
    {
        var rule = Given.Rule() with { DeleteMarkerReplication = true, KeyTransform = new(Template: "{eventTime:yyyy}/{key}") };

        Given.Decide(rule, Given.Event(kind)).Failure!.ShouldContain("{eventTime}");
        Given.Decide(rule, Given.Event(EventKind.Created)).Failure.ShouldBeNull();
    }

    [Fact]
    public void A_copy_that_late_tags_cause_has_a_time_of_its_own()
    {
        var rule = Given.Rule().WithTag() with { LateTagging = true, KeyTransform = new(Template: "{eventTime:yyyy}/{key}") };

        var decision = Given.Decide(rule, Given.Event(EventKind.TagsChanged, "a"), Given.Tagged(new ObjectTag("keep", "yes")));

        (decision.Failure, decision.DestinationKey).ShouldBe((null, "2026/a"));
    }

    [Fact]
    public void A_delete_marker_cannot_find_replicas_under_version_ids()
    {
        var rule = Given.Rule() with { DeleteMarkerReplication = true, VersionDeletes = true, KeyTransform = new(Template: "{key}/{versionId}") };

        Given.Decide(rule, Given.Event(EventKind.DeleteMarkerCreated)).Failure!.ShouldContain("{versionId}");
        Given.Decide(rule, Given.Event(EventKind.VersionDeleted)).Failure.ShouldBeNull();
    }

    [Theory]
    [InlineData("{key", "position 1")]
    [InlineData("a}", "position 2")]
    [InlineData("{keys}", "{keys} is not a placeholder")]
    [InlineData("{key:x}", "{key:x} is not a placeholder")]
    [InlineData("{eventTime:}", "not a format")]
    public void A_template_that_cannot_be_read_fails_with_the_reason(string template, string reason) =>
        FailureOf(new KeyTransform(Template: template), "a")!.ShouldContain(reason);

    private static string KeyOf(KeyTransform transform, string key)
    {
        var decision = Given.Decide(Given.Rule() with { KeyTransform = transform }, Given.Event(EventKind.Created, key));
        decision.Failure.ShouldBeNull();
        return decision.DestinationKey;
    }

    private static string? FailureOf(KeyTransform transform, string key)
    {
        var rules = Given.Rules(Given.Rule() with { KeyTransform = transform });
        var decisions = Decider.DecideAll(Given.Event(EventKind.Created, key), rules, ObjectState.Unknown, OwnPrincipals.None);
        decisions.ShouldHaveSingleItem().Acts.ShouldBeTrue();
        return decisions[0].Failure;
    }
}
