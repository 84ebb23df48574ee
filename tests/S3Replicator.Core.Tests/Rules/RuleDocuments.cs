using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tests.Rules;

// Generated documents in their normalised form, valid one by one.
internal static class RuleDocuments
{
    private static readonly string[] Parts = ["docs/", "a", "é", "日本/", "b c", "+%2F", "\"", "\\", "'", ": ", "# ", "- ", "&x", "*", "!", "<tag>", "]]>", "\t", "\n", "\r", "\u0001", "\u0085", "\u2028", "\uFEFF", "😀", "{key}", "yes", "true", "012", "1e3", "~", "null", " "];

    public static Arbitrary<ReplicationDocument> One() => Documents("source-bucket").ToArbitrary();

    public static Arbitrary<ImmutableArray<ReplicationDocument>> Several() =>
        (from first in Documents("source-bucket")
         from second in Documents("second-bucket")
         from third in Documents("third-bucket")
         from count in Gen.Choose(1, 3)
         select ImmutableArray.Create(first, second, third)[..count]).ToArbitrary();

    private static Gen<string> Text(int most = 6) =>
        Gen.Choose(1, most).SelectMany(count => Gen.Elements(Parts).ArrayOf(count)).Select(string.Concat);

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : struct => Gen.Frequency((2, Gen.Constant((T?)null)), (1, gen.Select(value => (T?)value)));

    private static Gen<string?> MaybeText(Gen<string> gen) => Gen.Frequency((2, Gen.Constant((string?)null)), (1, gen.Select(value => (string?)value)));

    private static Gen<bool> Flag() => Gen.Elements(true, false);

    private static Gen<ImmutableArray<string>> Texts() =>
        Gen.Choose(0, 3).SelectMany(count => Text().ArrayOf(count)).Select(texts => texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray());

    private static Gen<ImmutableArray<ObjectTag>> Tags() =>
        Gen.Choose(0, 3)
            .SelectMany(count => (from key in Text(3) from value in Gen.OneOf(Text(3), Gen.Constant(string.Empty)) select new ObjectTag(key, value)).ArrayOf(count))
            .Select(tags => tags.DistinctBy(tag => tag.Key, StringComparer.Ordinal).OrderBy(tag => tag.Key, StringComparer.Ordinal).ToImmutableArray());

    private static Gen<ImmutableArray<ObjectTag>> SessionTags() =>
        Gen.SubListOf(new ObjectTag("team", "data"), new ObjectTag("cost centre", ""), new ObjectTag("é/日本:1", "a=b+c@d"), new ObjectTag("Tag", "true")).Select(tags => tags.ToImmutableArray());

    private static Gen<RuleFilter> Filters() =>
        from prefix in Gen.OneOf(Text(), Gen.Constant(string.Empty))
        from tags in Tags()
        from suffixes in Texts()
        from greater in Maybe(Gen.Choose(0, 1000))
        from less in Maybe(Gen.Choose(2000, 3000))
        select new RuleFilter { Prefix = prefix, Tags = tags, Suffixes = suffixes, ObjectSizeGreaterThan = greater, ObjectSizeLessThan = less };

    private static Gen<RuleDestination> Destinations(int number) =>
        from partition in Gen.Elements("aws", "aws-cn", "aws-us-gov")
        from account in MaybeText(Gen.Constant("012345678901"))
        from storageClass in MaybeText(Gen.Elements("STANDARD", "STANDARD_IA", "GLACIER_IR"))
        from owner in Flag()
        from key in MaybeText(Text())
        select new RuleDestination
        {
            Bucket = FormattableString.Invariant($"destination-{number}"),
            Partition = partition,
            Account = account,
            StorageClass = storageClass,
            OwnerOverride = owner && account is not null,
            ReplicaKmsKeyId = key,
        };

    private static Gen<ReplicationRule> Rules(int number) =>
        from id in Text()
        from priority in Gen.Choose(0, int.MaxValue)
        from enabled in Flag()
        from filter in Filters()
        from destination in Destinations(number)
        from flags in Flag().ArrayOf(10)
        from minutes in Gen.Choose(1, 1440)
        from seconds in Maybe(Gen.Elements(1, 5, 90, 1_209_600))
        from extended in Extensions()
        select extended with
        {
            Id = FormattableString.Invariant($"{id}{number}"),
            Priority = priority,
            IsEnabled = enabled,
            Filter = filter,
            Destination = destination,
            DeleteMarkerReplication = flags[0] && filter.Tags.IsEmpty,
            SseKmsEncryptedObjects = flags[1] && destination.ReplicaKmsKeyId is not null,
            ReplicaModifications = flags[2],
            ExistingObjectReplication = flags[3],
            ReplicationTimeControl = flags[4],
            Metrics = flags[4] || flags[5],
            ReplicationTimeMinutes = flags[4] ? minutes : 15,
            Threshold = seconds is { } own ? TimeSpan.FromSeconds(own) : TimeSpan.FromMinutes(flags[4] ? minutes : 15),
            TagSync = flags[6],
            LateTagging = flags[7],
            AclSync = flags[8],
            VersionDeletes = flags[9] && extended is { Versions: not VersionScope.Latest, Lineage: Lineage.Metadata },
        };

    private static Gen<ReplicationRule> Extensions() =>
        from add in MaybeText(Text())
        from strip in MaybeText(Text())
        from versions in Maybe(Gen.Elements(VersionScope.All, VersionScope.Latest))
        from lineage in Gen.Elements(Lineage.None, Lineage.Metadata)
        from acl in Gen.Elements(ReplicaAcl.None, ReplicaAcl.BucketOwnerFullControl, ReplicaAcl.Mirror)
        from hops in Gen.Choose(0, 3)
        from restore in Flag()
        from days in Maybe(Gen.Choose(1, 30))
        from rate in Maybe(Gen.Elements(0.5, 1, 1e5, 0.1, 100.25))
        from bytes in Maybe(Gen.Elements(1, long.MaxValue))
        from percent in Maybe(Gen.Elements(99.9, 100, 0.01))
        from threshold in Gen.Elements(5_368_709_120, 5L * 1024 * 1024)
        from seconds in Maybe(Gen.Choose(0, 2_000_000_000))
        select new ReplicationRule
        {
            Id = "rule",
            Destination = new RuleDestination { Bucket = "destination" },
            KeyTransform = new KeyTransform(strip, add),
            Versions = versions,
            Lineage = lineage,
            Acl = acl,
            ChainMaxHops = lineage == Lineage.Metadata ? hops : 0,
            Archived = restore ? new ArchivedSource(Restore: true, "Bulk", days) : ArchivedSource.Skip,
            Limits = new RuleLimits(rate, bytes, days),
            Objective = percent is null ? null : new RuleObjective(percent.Value, days ?? 30),
            MultipartThreshold = threshold,
            ActiveFrom = seconds is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(seconds.Value * 997L),
        };

    private static Gen<ReplicationDocument> Documents(string bucket) =>
        from count in Gen.Choose(1, 4)
        from rules in Gen.CollectToArray(Enumerable.Range(1, count), Rules)
        from role in MaybeText(Gen.Constant("arn:aws:iam::111122223333:role/path/replicator"))
        from external in MaybeText(Gen.Constant("an+external=id"))
        from tags in SessionTags()
        from policy in Gen.Elements<string?>(null, null, "Scoped", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a":true},"Number":1.50}}]}""")
        from seconds in Gen.Elements(900, 3600, 43_200)
        from versioning in Gen.Elements(VersioningRequirement.Required, VersioningRequirement.Optional)
        select new ReplicationDocument
        {
            Bucket = bucket,
            Role = role,
            Rules = [.. rules],
            Versioning = versioning,
            RoleOptions = new RoleOptions
            {
                ExternalId = external,
                SessionTags = tags.ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal),
                DurationSeconds = seconds,
                ScopedSessionPolicy = policy is "Scoped",
                SessionPolicy = policy is "Scoped" ? null : policy,
            },
        };
}
