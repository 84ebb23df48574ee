using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tests.Matching;

// The worker knows nothing at first, asks for what decisions assume, and decides again until they assume nothing new.
public sealed class AskingLawTests
{
    [Property(MaxTest = 500)]
    public Property Asking_as_long_as_something_new_is_assumed_leads_to_what_full_knowledge_leads_to() =>
        Prop.ForAll(Scene.Any(), scene =>
        {
            if (scene.PassesOver)
            {
                return;
            }

            // Rules that ask about nothing act on nothing known, by design; here every rule asks about everything.
            scene = scene with
            {
                Rules = [.. scene.Rules.Select(rule => rule with
                {
                    SseKmsEncryptedObjects = true,
                    Archived = new ArchivedSource(Restore: true),
                    Versions = VersionScope.Latest,
                })],
                Event = scene.Event with { Size = null },
            };
            var state = new ObjectState { IsReplica = scene.Truth.IsReplica };
            var decisions = Decide(scene, state);
            var asked = ObjectFacts.None;
            while ((AssumedBy(decisions) & ~asked) is var facts and not ObjectFacts.None)
            {
                asked |= facts;
                state = Learn(state, scene.Truth, facts);
                decisions = Decide(scene, state);
            }

            Done(decisions).ShouldBe(Done(DecideAll(scene, scene.Truth)));
        });

    [Property(MaxTest = 300)]
    public Property Nothing_is_asked_for_unless_some_rule_could_act() =>
        Prop.ForAll(Scene.Any(), scene =>
        {
            // No size lies between bounds that meet.
            scene = scene with { Rules = [.. scene.Rules.Where(rule => !(rule.Filter.ObjectSizeGreaterThan + 1 >= rule.Filter.ObjectSizeLessThan))] };
            var decisions = scene.PassesOver ? [] : Decide(scene, ObjectState.Unknown);
            if (AssumedBy(decisions) == ObjectFacts.None)
            {
                return;
            }

            // Which rules shadow each other is not worked out; each by itself could act.
            var states = (from tags in EveryTagging() from size in Enumerable.Range(0, 5) select new ObjectState { Tags = tags, Size = size }).ToList();
            scene.Rules
                .Select(rule => scene with { Rules = [rule] })
                .Any(alone => !alone.PassesOver && states.Exists(state => Decide(alone, state).Any(decision => decision.Acts)))
                .ShouldBeTrue();
        });

    [Property(MaxTest = 300)]
    public Property What_no_rule_assumes_changes_no_answer() =>
        Prop.ForAll(Scene.Any(), scene =>
        {
            var unknown = DecideAll(scene, ObjectState.Unknown);
            var assumed = AssumedBy(unknown);
            var known = new ObjectState
            {
                Tags = assumed.HasFlag(ObjectFacts.Tags) ? null : scene.Truth.Tags,
                Size = assumed.HasFlag(ObjectFacts.Size) || scene.Event.Size is not null ? null : scene.Truth.Size,
            };

            DecideAll(scene, known).Select(Shown).ShouldBe(unknown.Select(Shown));
        });

    private static IEnumerable<ObjectTag[]> EveryTagging() =>
        Enumerable.Range(0, 1 << Scene.SomeTags.Length).Select(subset => Scene.SomeTags.Where((_, index) => (subset & (1 << index)) != 0).ToArray());

    private static ImmutableArray<Decision> DecideAll(Scene scene, ObjectState state) =>
        Decider.PassesOver(scene.Event, scene.Bucket()) is null ? Decider.DecideAll(scene.Event, scene.Bucket(), state, OwnPrincipals.None) : [];

    private static IReadOnlyList<Decision> Decide(Scene scene, ObjectState state) =>
        Decider.Decide(scene.Event, scene.Bucket(), state, OwnPrincipals.None);

    private static ObjectFacts AssumedBy(IEnumerable<Decision> decisions) =>
        decisions.Aggregate(ObjectFacts.None, (facts, decision) => facts | decision.Assumes);

    private static ObjectState Learn(ObjectState state, ObjectState truth, ObjectFacts facts) => state with
    {
        Tags = facts.HasFlag(ObjectFacts.Tags) ? truth.Tags : state.Tags,
        Size = facts.HasFlag(ObjectFacts.Size) ? truth.Size : state.Size,
        Encryption = facts.HasFlag(ObjectFacts.Encryption) ? truth.Encryption : state.Encryption,
        StorageClass = facts.HasFlag(ObjectFacts.StorageClass) ? truth.StorageClass : state.StorageClass,
        IsCurrent = facts.HasFlag(ObjectFacts.Current) ? truth.IsCurrent : state.IsCurrent,
    };

    private static List<(string, ReplicationAction, string)> Done(IEnumerable<Decision> decisions) =>
        [.. decisions
            .Where(decision => decision.Acts)
            .OrderBy(decision => decision.Rule.Index)
            .Select(decision => (decision.Rule.Rule.Id, decision.Action, decision.DestinationKey))];

    private static (ReplicationAction, SkipReason?, string?, ObjectFacts) Shown(Decision decision) =>
        (decision.Action, decision.Reason, decision.Winner, decision.Assumes);
}
