using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tests.Planning;

/// <summary>Rules, events and what they lead to, with everything at its default that a test does not name.</summary>
internal static class Given
{
    public const string Role = "arn:aws:iam::111122223333:role/replicator";

    public static DateTimeOffset Time { get; } = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    public static ReplicationRule Rule(string id = "rule", string destination = "dst", int priority = 1) => new()
    {
        Id = id,
        Priority = priority,
        Destination = new() { Bucket = destination },
    };

    public static ReplicationRule WithTag(this ReplicationRule rule, string key = "keep", string value = "yes") =>
        rule with { Filter = rule.Filter with { Tags = [.. rule.Filter.Tags, new(key, value)] } };

    public static ReplicationRule WithPrefix(this ReplicationRule rule, string prefix) =>
        rule with { Filter = rule.Filter with { Prefix = prefix } };

    public static BucketRules Rules(params ReplicationRule[] rules) => Set(rules).ForBucket("src")!;

    public static RuleSet Set(params ReplicationRule[] rules) =>
        new([new ReplicationDocument { Bucket = "src", Role = Role, Rules = [.. rules] }], "test");

    public static ObjectEvent Event(EventKind kind, string key = "docs/a.txt", string? version = "v1") => new()
    {
        Bucket = "src",
        Key = key,
        Kind = kind,
        Name = kind.ToString(),
        Envelope = EnvelopeForm.S3,
        VersionId = version,
        Time = Time,
        Size = kind == EventKind.Created ? 1024 : null,
    };

    public static ObjectState Tagged(params ObjectTag[] tags) => ObjectState.Unknown with { Tags = tags };

    public static Decision Decide(ReplicationRule rule, ObjectEvent source, ObjectState? state = null, OwnPrincipals? own = null)
    {
        var rules = Rules(rule);
        var all = Decider.DecideAll(source, rules, state ?? ObjectState.Unknown, own ?? OwnPrincipals.None).ShouldHaveSingleItem();

        // The worker's way must come to the same as the full listing.
        var told = new List<Decision>();
        Decider.Decide(source, rules, state ?? ObjectState.Unknown, own ?? OwnPrincipals.None, told);
        told.ShouldBe(all.Reason is SkipReason.RuleDisabled or SkipReason.PrefixMismatch ? [] : [all]);
        return all;
    }

    public static void ShouldAct(this Decision decision, ReplicationAction action, SkipReason? reason = null)
    {
        (decision.Action, decision.Reason).ShouldBe((action, reason));
        decision.Acts.ShouldBeTrue();
        decision.DestinationKey.ShouldNotBeEmpty();
    }

    public static void ShouldSkip(this Decision decision, SkipReason reason)
    {
        (decision.Action, decision.Reason).ShouldBe((ReplicationAction.Skip, reason));
        decision.Acts.ShouldBeFalse();
        decision.Deadline.ShouldBeNull();
    }
}
