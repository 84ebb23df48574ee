using FsCheck;
using FsCheck.Fluent;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tests.Planning;

namespace S3Replicator.Core.Tests.Matching;

// Generated rules of one bucket, an event, and the truth about its object. Texts are short and of few letters, so that rules meet keys.
internal sealed record Scene(ReplicationRule[] Rules, ObjectEvent Event, ObjectState Truth)
{
    public static readonly ObjectTag[] SomeTags = [new("a", "1"), new("a", "2"), new("b", "1")];

    private static readonly string[] SomeSuffixes = ["a", "/"];

    public static Arbitrary<Scene> Any() =>
        (from count in Gen.Choose(0, 8)
         from rules in Rule().ArrayOf(count)
         from objectEvent in AnyEvent()
         from truth in State()
         select new Scene([.. rules.Select((rule, index) => rule with { Id = FormattableString.Invariant($"rule-{index % 3}-{index}") })], objectEvent, truth)).ToArbitrary();

    public BucketRules Bucket() => Given.Rules(Rules);

    // Whether rules are looked at one by one at all.
    public bool PassesOver => Decider.PassesOver(Event, Bucket()) is not null;

    private static Gen<string> Text(int most) => Gen.Choose(0, most).SelectMany(count => Gen.Elements("a", "b", "/").ArrayOf(count)).Select(string.Concat);

    private static Gen<bool> Mostly() => Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)));

    private static Gen<T?> Sometimes<T>(Gen<T> gen)
        where T : struct => Gen.Frequency((2, Gen.Constant((T?)null)), (1, gen.Select(value => (T?)value)));

    private static Gen<RuleFilter> Filter() =>
        from prefix in Text(2)
        from tags in Gen.Frequency((2, Gen.Constant(Array.Empty<ObjectTag>())), (1, Gen.SubListOf(SomeTags).Select(list => list.ToArray())))
        from excluded in Gen.Frequency((3, Gen.Constant(Array.Empty<string>())), (1, Text(2).Select(text => new[] { "b" + text })))
        from suffixes in Gen.Frequency((3, Gen.Constant(Array.Empty<string>())), (1, Gen.Constant(SomeSuffixes)))
        from greater in Sometimes(Gen.Choose(0, 2).Select(size => (long)size))
        from less in Sometimes(Gen.Choose(2, 4).Select(size => (long)size))
        select new RuleFilter
        {
            Prefix = prefix,
            Tags = [.. tags],
            ExcludePrefixes = [.. excluded],
            Suffixes = [.. suffixes],
            ObjectSizeGreaterThan = greater,
            ObjectSizeLessThan = less,
        };

    private static Gen<ReplicationRule> Rule() =>
        from enabled in Mostly()
        from filter in Filter()
        from priority in Gen.Choose(0, 3)
        from destination in Gen.Elements("one", "two")
        from consents in Mostly().ArrayOf(8)
        from restores in Mostly()
        from latest in Sometimes(Gen.Elements(VersionScope.All, VersionScope.Latest))
        select Given.Rule(destination: destination, priority: priority) with
        {
            IsEnabled = enabled,
            Filter = filter,
            DeleteMarkerReplication = consents[0],
            SseKmsEncryptedObjects = consents[1],
            AclSync = consents[2],
            VersionDeletes = consents[3],
            LifecycleDeletes = consents[4],
            TagSync = consents[5],
            LateTagging = consents[6],
            ActiveFrom = consents[7] ? null : Given.Time.AddDays(1),
            Archived = new ArchivedSource(restores),
            Versions = latest,
        };

    private static Gen<ObjectEvent> AnyEvent() =>
        from kind in Gen.Elements(Enum.GetValues<EventKind>())
        from key in Text(4)
        from version in Mostly()
        from size in Sometimes(Gen.Choose(0, 4).Select(size => (long)size))
        select Given.Event(kind, "a" + key, version ? "v1" : null) with { Size = kind == EventKind.Created ? size : null };

    private static Gen<ObjectState> State() =>
        from tags in Gen.SubListOf(SomeTags)
        from size in Gen.Choose(0, 4)
        from encryption in Gen.Elements("AES256", "aws:kms", "SSE-C")
        from storageClass in Gen.Elements("STANDARD", "GLACIER")
        from current in Mostly()
        from replica in Gen.Elements(true, false, false, false)
        select new ObjectState
        {
            Tags = [.. tags],
            Size = size,
            Encryption = encryption,
            StorageClass = storageClass,
            IsCurrent = current,
            IsReplica = replica,
        };
}
