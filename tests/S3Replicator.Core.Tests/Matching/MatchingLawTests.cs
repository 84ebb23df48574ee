using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tests.Planning;

namespace S3Replicator.Core.Tests.Matching;

public sealed class MatchingLawTests
{
    private static readonly ObjectTag[] SomeTags = [new("k", "x"), new("k", "y"), new("l", "x")];

    private static readonly Gen<ReplicationRule> Rule =
        from filter in Filter()
        from destination in Gen.Elements("a", "b", "c")
        from priority in Gen.Choose(0, 3)
        from isEnabled in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
        from deletesMarkers in Gen.Elements(true, false)
        select new ReplicationRule
        {
            Id = "unset",
            Filter = filter,
            Priority = priority,
            IsEnabled = isEnabled,
            DeleteMarkerReplication = deletesMarkers,
            Destination = new() { Bucket = destination },
        };

    private static readonly Gen<Situation> Situations =
        from count in Gen.Choose(1, 30)
        from rules in Rule.ArrayOf(count)
        from key in Text(1, 6)
        from kind in Gen.Elements(EventKind.Created, EventKind.DeleteMarkerCreated, EventKind.TagsChanged)
        from size in Gen.Choose(0, 30)
        from tags in Gen.SubListOf(SomeTags)
        select new Situation(
            Given.Rules([.. rules.Select((rule, index) => rule with { Id = "rule-" + (char)('A' + ((index * 7) % 31)) })]),
            Given.Event(kind, key) with { Size = size },
            [.. tags]);

    [Property(MaxTest = 2000)]
    public Property Agrees_with_the_reference_matcher() => Prop.ForAll(Situations.ToArbitrary(), situation =>
    {
        var expected = ReferenceMatcher.WinnersByDestination(
            situation.Rules.Rules, situation.Source, situation.Tags, situation.Source.Kind == EventKind.DeleteMarkerCreated);

        var all = Decider.DecideAll(situation.Source, situation.Rules, situation.State, OwnPrincipals.None);

        all.Select(decision => decision.Rule.Index).ShouldBe(Enumerable.Range(0, situation.Rules.Rules.Length));
        foreach (var decision in all)
        {
            var winner = expected.GetValueOrDefault(decision.Rule.Rule.Destination.Bucket);
            var isWinner = ReferenceEquals(winner, decision.Rule);
            var isBeforeMatching = decision.Reason is SkipReason.RuleDisabled or SkipReason.PrefixMismatch or SkipReason.FilteredOut
                or SkipReason.TagMismatch or SkipReason.TagFilterCannotMatchDelete or SkipReason.LowerPriority;
            isBeforeMatching.ShouldBe(!isWinner);
            decision.Winner.ShouldBe(decision.Reason == SkipReason.LowerPriority ? winner!.Rule.Id : null);
        }
    });

    [Property(MaxTest = 2000)]
    public Property The_workers_way_acts_as_the_full_listing_says() => Prop.ForAll(Situations.ToArbitrary(), situation =>
    {
        var told = Decide(situation, situation.State);
        var all = Decider.DecideAll(situation.Source, situation.Rules, situation.State, OwnPrincipals.None);

        told.Where(decision => decision.Acts).OrderBy(decision => decision.Rule.Index).ShouldBe(all.Where(decision => decision.Acts));
        told.ShouldAllBe(decision => all.Contains(decision));
        told.Select(decision => decision.Rule.Rule.Destination.Bucket).Distinct(StringComparer.Ordinal).Count().ShouldBe(told.Count);
    });

    [Property(MaxTest = 2000)]
    public Property Asking_for_what_is_assumed_is_as_good_as_knowing_all() => Prop.ForAll(Situations.ToArbitrary(), situation =>
    {
        var nothing = situation with { Source = situation.Source with { Size = null } };
        var known = situation.State with { Size = situation.Source.Size };

        var assumed = Decide(nothing, ObjectState.Unknown).Aggregate(ObjectFacts.None, (facts, decision) => facts | decision.Assumes);
        var asked = new ObjectState
        {
            Tags = assumed.HasFlag(ObjectFacts.Tags) ? known.Tags : null,
            Size = assumed.HasFlag(ObjectFacts.Size) ? known.Size : null,
        };

        Acting(Decide(nothing, asked)).ShouldBe(Acting(Decide(nothing, known)));
    });

    private static IEnumerable<(int, ReplicationAction)> Acting(IEnumerable<Decision> decisions) =>
        decisions.Where(decision => decision.Acts).Select(decision => (decision.Rule.Index, decision.Action));

    private static List<Decision> Decide(Situation situation, ObjectState state)
    {
        var decisions = new List<Decision>();
        Decider.Decide(situation.Source, situation.Rules, state, OwnPrincipals.None, decisions);
        return decisions;
    }

    private static Gen<RuleFilter> Filter() =>
        from prefix in Text(0, 4)
        from tags in Gen.Frequency((3, Gen.Constant(ImmutableArray<ObjectTag>.Empty)), (1, Gen.SubListOf(SomeTags).Select(list => list.ToImmutableArray())))
        from excluded in Sometimes(Text(1, 3))
        from suffix in Sometimes(Text(1, 2))
        from over in Sometimes(Gen.Choose(0, 20))
        from under in Sometimes(Gen.Choose(10, 30))
        select new RuleFilter
        {
            Prefix = prefix,
            Tags = tags,
            ExcludePrefixes = [.. excluded],
            Suffixes = [.. suffix],
            ObjectSizeGreaterThan = over.Length > 0 ? over[0] : null,
            ObjectSizeLessThan = under.Length > 0 ? under[0] : null,
        };

    private static Gen<T[]> Sometimes<T>(Gen<T> value) => Gen.Frequency((4, Gen.Constant(Array.Empty<T>())), (1, value.ArrayOf(1)));

    private static Gen<string> Text(int least, int most) =>
        from length in Gen.Choose(least, most)
        from letters in Gen.Elements('a', 'b', '/').ArrayOf(length)
        select new string(letters);

    private sealed record Situation(BucketRules Rules, ObjectEvent Source, ImmutableArray<ObjectTag> Tags)
    {
        public ObjectState State => ObjectState.Unknown with { Tags = Tags };
    }
}
