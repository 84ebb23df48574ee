using System.Globalization;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tests.Planning;

namespace S3Replicator.Core.Tests.Matching;

public sealed class MatchingTests
{
    [Theory]
    [InlineData("docs/a", "docs/")]
    [InlineData("docs/", "docs/")]
    [InlineData("a", "")]
    [InlineData("é/a", "é")]
    public void Accepts_a_key_that_begins_with_the_prefix(string key, string prefix) =>
        Given.Decide(Given.Rule().WithPrefix(prefix), Given.Event(EventKind.Created, key)).ShouldAct(ReplicationAction.Copy);

    [Theory]
    [InlineData("docs", "docs/")]
    [InlineData("Docs/a", "docs/")]
    [InlineData("x/docs/a", "docs/")]
    [InlineData("e\u0301/a", "é")]
    public void Rejects_a_key_that_does_not_begin_with_the_prefix(string key, string prefix) =>
        Given.Decide(Given.Rule().WithPrefix(prefix), Given.Event(EventKind.Created, key)).ShouldSkip(SkipReason.PrefixMismatch);

    [Fact]
    public void Accepts_an_object_that_has_every_tag_among_others() =>
        Given.Decide(
            Given.Rule().WithTag("a", "1").WithTag("b", "2"),
            Given.Event(EventKind.Created),
            Given.Tagged(new("b", "2"), new("c", "3"), new("a", "1"))).ShouldAct(ReplicationAction.Copy);

    [Theory]
    [InlineData("a", "2")]
    [InlineData("A", "1")]
    [InlineData("b", "1")]
    public void Rejects_an_object_without_the_very_tag(string key, string value) =>
        Given.Decide(Given.Rule().WithTag("a", "1"), Given.Event(EventKind.Created), Given.Tagged(new ObjectTag(key, value)))
            .ShouldSkip(SkipReason.TagMismatch);

    [Theory]
    [InlineData("docs/a.jpg")]
    [InlineData("docs/a.png")]
    public void Accepts_a_key_with_one_of_the_suffixes(string key) =>
        Given.Decide(Suffixed, Given.Event(EventKind.Created, key)).ShouldAct(ReplicationAction.Copy);

    [Theory]
    [InlineData("docs/a.txt")]
    [InlineData("docs/a.JPG")]
    public void Rejects_a_key_with_none_of_the_suffixes(string key) =>
        Given.Decide(Suffixed, Given.Event(EventKind.Created, key)).ShouldSkip(SkipReason.FilteredOut);

    [Theory]
    [InlineData("docs/tmp/a")]
    [InlineData("docs/old")]
    public void Rejects_a_key_under_an_excluded_prefix(string key) =>
        Given.Decide(Excluding, Given.Event(EventKind.Created, key)).ShouldSkip(SkipReason.FilteredOut);

    [Fact]
    public void Accepts_a_key_under_no_excluded_prefix() =>
        Given.Decide(Excluding, Given.Event(EventKind.Created, "docs/tmp")).ShouldAct(ReplicationAction.Copy);

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    [InlineData(19, true)]
    [InlineData(20, false)]
    public void Takes_sizes_strictly_between_the_bounds(long size, bool isTaken)
    {
        var rule = Given.Rule() with { Filter = new() { ObjectSizeGreaterThan = 10, ObjectSizeLessThan = 20 } };

        Given.Decide(rule, Given.Event(EventKind.Created) with { Size = size }).Acts.ShouldBe(isTaken);
    }

    [Fact]
    public void The_highest_priority_wins_inside_one_destination()
    {
        var rules = Given.Rules(Given.Rule("low", priority: 1), Given.Rule("high", priority: 2), Given.Rule("middle", priority: 1));

        var decisions = Decider.DecideAll(Given.Event(EventKind.Created), rules, ObjectState.Unknown, OwnPrincipals.None);

        decisions.Select(decision => (decision.Rule.Rule.Id, decision.Reason, decision.Winner)).ShouldBe(
            [("low", SkipReason.LowerPriority, "high"), ("high", null, null), ("middle", SkipReason.LowerPriority, "high")]);
    }

    [Fact]
    public void All_destinations_apply()
    {
        var rules = Given.Rules(Given.Rule("one", "a", 1), Given.Rule("two", "b", 2), Given.Rule("three", "c", 3));

        var decisions = Decider.DecideAll(Given.Event(EventKind.Created), rules, ObjectState.Unknown, OwnPrincipals.None);

        decisions.ShouldAllBe(decision => decision.Action == ReplicationAction.Copy);
    }

    [Fact]
    public void One_bucket_name_in_two_partitions_is_two_destinations()
    {
        var rules = Given.Rules(
            Given.Rule("one", priority: 1),
            Given.Rule("two", priority: 2) with { Destination = new() { Bucket = "dst", Partition = "aws-cn" } });

        Decider.DecideAll(Given.Event(EventKind.Created), rules, ObjectState.Unknown, OwnPrincipals.None).ShouldAllBe(decision => decision.Acts);
    }

    [Fact]
    public void A_winner_that_may_not_act_still_keeps_lower_ones_out()
    {
        var rules = Given.Rules(
            Given.Rule("low", priority: 1) with { DeleteMarkerReplication = true },
            Given.Rule("high", priority: 2));

        var decisions = Decider.DecideAll(Given.Event(EventKind.DeleteMarkerCreated), rules, ObjectState.Unknown, OwnPrincipals.None);

        decisions.Select(decision => decision.Reason).ShouldBe([SkipReason.LowerPriority, SkipReason.DeleteMarkersDisabled]);
    }

    [Fact]
    public void A_tag_rule_of_higher_priority_leaves_deletes_to_the_rule_beneath()
    {
        var rules = Given.Rules(
            Given.Rule("tagged", priority: 2).WithTag() with { DeleteMarkerReplication = true },
            Given.Rule("plain", priority: 1) with { DeleteMarkerReplication = true });

        var decisions = Decider.DecideAll(Given.Event(EventKind.DeleteMarkerCreated), rules, ObjectState.Unknown, OwnPrincipals.None);

        decisions[0].ShouldSkip(SkipReason.TagFilterCannotMatchDelete);
        decisions[1].ShouldAct(ReplicationAction.PutDeleteMarker);
    }

    [Fact]
    public void Of_equal_priorities_the_lowest_ID_wins()
    {
        var rules = Given.Rules(Given.Rule("b"), Given.Rule("a"), Given.Rule("B"));

        var decisions = Decider.DecideAll(Given.Event(EventKind.Created), rules, ObjectState.Unknown, OwnPrincipals.None);

        decisions.Single(decision => decision.Acts).Rule.Rule.Id.ShouldBe("B");
    }

    [Fact]
    public void Several_documents_of_one_bucket_count_as_one_in_their_order()
    {
        var set = new RuleSet(
            [
                new() { Bucket = "src", Rules = [Given.Rule("one", priority: 1)] },
                new() { Bucket = "other", Rules = [Given.Rule("elsewhere", priority: 9)] },
                new() { Bucket = "src", Rules = [Given.Rule("two", priority: 2)] },
            ],
            "test");

        var decisions = Decider.DecideAll(Given.Event(EventKind.Created), set.ForBucket("src")!, ObjectState.Unknown, OwnPrincipals.None);

        decisions.Select(decision => (decision.Rule.Rule.Id, decision.Acts)).ShouldBe([("one", false), ("two", true)]);
    }

    [Fact]
    public void A_rule_out_of_reach_costs_no_memory()
    {
        var rules = Given.Rules([.. Enumerable.Range(0, 1000)
            .Select(index => index.ToString(CultureInfo.InvariantCulture))
            .Select(number => Given.Rule(number, $"dst-{number}").WithPrefix($"team-{number}/"))]);
        var source = Given.Event(EventKind.Created, "nobody/a.txt");
        var decisions = new List<Decision>();
        Decider.Decide(source, rules, ObjectState.Unknown, OwnPrincipals.None, decisions);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1000; round++)
        {
            Decider.Decide(source, rules, ObjectState.Unknown, OwnPrincipals.None, decisions);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        decisions.ShouldBeEmpty();
    }

    private static ReplicationRule Suffixed => Given.Rule() with { Filter = new() { Suffixes = [".jpg", ".png"] } };

    private static ReplicationRule Excluding => Given.Rule() with { Filter = new() { Prefix = "docs/", ExcludePrefixes = ["docs/tmp/", "docs/old"] } };
}
