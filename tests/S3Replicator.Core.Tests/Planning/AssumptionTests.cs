using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tests.Planning;

public sealed class AssumptionTests
{
    private static readonly ReplicationRule Plain = Given.Rule();
    private static readonly ObjectEvent Created = Given.Event(EventKind.Created);

    [Theory]
    [InlineData(EventKind.Created)]
    [InlineData(EventKind.DeleteMarkerCreated)]
    [InlineData(EventKind.ObjectDeleted)]
    [InlineData(EventKind.VersionDeleted)]
    [InlineData(EventKind.TagsChanged)]
    public void A_rule_that_asks_about_nothing_assumes_nothing(EventKind kind) =>
        Given.Decide(Plain with { DeleteMarkerReplication = true, VersionDeletes = true }, Given.Event(kind)).Assumes.ShouldBe(ObjectFacts.None);

    [Fact]
    public void A_tag_filter_asks_for_tags()
    {
        var decision = Given.Decide(Plain.WithTag(), Created);

        decision.ShouldSkip(SkipReason.TagMismatch);
        decision.Assumes.ShouldBe(ObjectFacts.Tags);
    }

    [Fact]
    public void Tags_that_are_known_are_not_assumed()
    {
        Given.Decide(Plain.WithTag(), Created, Given.Tagged()).Assumes.ShouldBe(ObjectFacts.None);
        Given.Decide(Plain.WithTag(), Created, Given.Tagged(new ObjectTag("keep", "yes"))).Assumes.ShouldBe(ObjectFacts.None);
    }

    [Fact]
    public void Tags_are_not_asked_for_when_the_prefix_does_not_match() =>
        Given.Decide(Plain.WithTag().WithPrefix("logs/"), Created).Assumes.ShouldBe(ObjectFacts.None);

    [Fact]
    public void Tags_are_not_asked_for_when_another_criterion_does_not_match()
    {
        var rule = Plain.WithTag() with { Filter = Plain.WithTag().Filter with { Suffixes = [".jpg"] } };

        Given.Decide(rule, Created).Assumes.ShouldBe(ObjectFacts.None);
    }

    [Fact]
    public void Tags_are_not_asked_for_a_rule_that_cannot_win()
    {
        var rules = Given.Rules(Given.Rule("low", priority: 1).WithTag(), Given.Rule("high", priority: 2));
        var decisions = new List<Decision>();

        Decider.Decide(Created, rules, ObjectState.Unknown, OwnPrincipals.None, decisions);

        decisions.ShouldHaveSingleItem().Rule.Rule.Id.ShouldBe("high");
        decisions[0].Assumes.ShouldBe(ObjectFacts.None);
    }

    [Fact]
    public void Tags_are_asked_for_a_rule_that_could_win()
    {
        var rules = Given.Rules(Given.Rule("low", priority: 1), Given.Rule("high", priority: 2).WithTag());
        var decisions = new List<Decision>();

        Decider.Decide(Created, rules, ObjectState.Unknown, OwnPrincipals.None, decisions);

        decisions.Select(decision => (decision.Rule.Rule.Id, decision.Acts, decision.Assumes))
            .ShouldBe([("high", false, ObjectFacts.Tags), ("low", true, ObjectFacts.None)]);
    }

    [Fact]
    public void Tags_are_asked_for_a_rule_that_does_nothing_where_it_could_win_over_one_that_acts()
    {
        var rules = Given.Rules(Given.Rule("low", priority: 1), Given.Rule("high", priority: 2).WithTag() with { TagSync = false });
        var decisions = new List<Decision>();

        Decider.Decide(Given.Event(EventKind.TagsChanged), rules, ObjectState.Unknown, OwnPrincipals.None, decisions);

        decisions.Select(decision => (decision.Rule.Rule.Id, decision.Acts, decision.Assumes))
            .ShouldBe([("high", false, ObjectFacts.Tags), ("low", true, ObjectFacts.None)]);
    }

    [Fact]
    public void Nothing_is_asked_for_where_no_rule_could_act_though_the_answer_names_what_it_rests_on()
    {
        var rules = Given.Rules(Given.Rule("low", priority: 1), Given.Rule("high", priority: 2) with { Filter = new() { ObjectSizeLessThan = 10 } });
        var decisions = new List<Decision>();

        Decider.Decide(Given.Event(EventKind.DeleteMarkerCreated), rules, ObjectState.Unknown, OwnPrincipals.None, decisions);

        decisions.ShouldAllBe(decision => decision.Assumes == ObjectFacts.None && !decision.Acts);
        Decider.DecideAll(Given.Event(EventKind.DeleteMarkerCreated), rules, ObjectState.Unknown, OwnPrincipals.None)[1].Assumes.ShouldBe(ObjectFacts.Size);
    }

    [Fact]
    public void What_would_forbid_a_change_of_tags_is_asked_for_as_for_a_copy()
    {
        var rule = Plain with { SseKmsEncryptedObjects = true };

        Given.Decide(rule, Given.Event(EventKind.TagsChanged)).Assumes.ShouldBe(ObjectFacts.Encryption);
        Given.Decide(rule with { DeleteMarkerReplication = true }, Given.Event(EventKind.DeleteMarkerCreated)).Assumes.ShouldBe(ObjectFacts.None);
    }

    [Fact]
    public void A_size_filter_asks_for_a_size_that_the_event_does_not_carry()
    {
        var rule = Plain with { Filter = new() { ObjectSizeGreaterThan = 10 } };

        var decision = Given.Decide(rule, Created with { Size = null });

        decision.ShouldSkip(SkipReason.FilteredOut);
        decision.Assumes.ShouldBe(ObjectFacts.Size);
        Given.Decide(rule, Created).Assumes.ShouldBe(ObjectFacts.None);
        Given.Decide(rule, Created with { Size = null }, ObjectState.Unknown with { Size = 11 }).ShouldAct(ReplicationAction.Copy);
    }

    [Fact]
    public void A_rule_that_selects_KMS_asks_for_the_encryption()
    {
        var decision = Given.Decide(Plain with { SseKmsEncryptedObjects = true }, Created);

        decision.ShouldAct(ReplicationAction.Copy);
        decision.Assumes.ShouldBe(ObjectFacts.Encryption);
    }

    [Fact]
    public void A_rule_that_restores_asks_for_the_storage_class() =>
        Given.Decide(Plain with { Archived = new(Restore: true) }, Created).Assumes.ShouldBe(ObjectFacts.StorageClass);

    [Fact]
    public void A_rule_for_the_latest_version_asks_whether_it_is_current() =>
        Given.Decide(Plain with { Versions = VersionScope.Latest }, Created).Assumes.ShouldBe(ObjectFacts.Current);

    [Fact]
    public void A_chained_rule_asks_for_lineage() =>
        Given.Decide(Plain with { ChainMaxHops = 1 }, Created).Assumes.ShouldBe(ObjectFacts.Lineage);

    [Fact]
    public void A_rule_that_cannot_act_asks_for_nothing() =>
        Given.Decide(
            Plain with { ActiveFrom = Given.Time.AddDays(1), SseKmsEncryptedObjects = true, Versions = VersionScope.Latest },
            Created).Assumes.ShouldBe(ObjectFacts.None);
}
