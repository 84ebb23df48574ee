using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using S3Replicator.Core.Events;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Validation;

namespace S3Replicator.Core.Tests.Rules.Validation;

public sealed class OverlapLawTests
{
    private static readonly string[] Parts = ["a", "b", "/", ".x", "a/", "b/"];

    private static Gen<string> Text(int most) => Gen.Choose(0, most).SelectMany(count => Gen.Elements(Parts).ArrayOf(count)).Select(string.Concat);

    private static Gen<ImmutableArray<string>> Texts => Gen.Choose(0, 2).SelectMany(count => Text(2).Where(text => text.Length > 0).ArrayOf(count)).Select(texts => texts.ToImmutableArray());

    private static Gen<long?> Size => Gen.Elements<long?>(null, null, 0, 1, 2, 3, long.MaxValue);

    private static Gen<RuleFilter> Filters =>
        from prefix in Text(2)
        from tags in Gen.SubListOf(new ObjectTag("t", "1"), new ObjectTag("u", "1"))
        from other in Gen.Elements(true, false)
        from excludes in Texts
        from suffixes in Texts
        from greater in Size
        from less in Size
        select new RuleFilter
        {
            Prefix = prefix,
            Tags = other ? [.. tags] : [.. tags.Select(tag => tag with { Value = "2" })],
            ExcludePrefixes = excludes,
            Suffixes = suffixes,
            ObjectSizeGreaterThan = greater,
            ObjectSizeLessThan = less,
        };

    private static Gen<KeyTransform> Transforms =>
        from strip in Gen.OneOf(Gen.Constant<string?>(null), Text(2).Select(text => (string?)text))
        from add in Gen.OneOf(Gen.Constant<string?>(null), Text(2).Select(text => (string?)text))
        from template in Gen.Elements<string?>(null, null, "{key}", "a{key}.x", "{directory}/{name}", "{directory}b/{stem}{extension}", "b/{name}", "{name}{key}", "{versionId}/{key}")
        select new KeyTransform(strip, add, template);

    [Property(MaxTest = 2000)]
    public Property An_object_that_passes_two_filters_shows_that_they_overlap()
    {
        var cases =
            from one in Filters
            from other in Filters
            from key in Text(5)
            from tags in Gen.SubListOf(new ObjectTag("t", "1"), new ObjectTag("u", "1"), new ObjectTag("t", "2"), new ObjectTag("u", "2"))
            from size in Gen.Elements<long>(0, 1, 2, 3)
            select (one, other, key, tags: tags.DistinctBy(tag => tag.Key).ToList(), size);
        return Prop.ForAll(cases.ToArbitrary(), each =>
            !(Passes(each.one, each.key, each.tags, each.size) && Passes(each.other, each.key, each.tags, each.size))
            || (FilterOverlap.Intersect(each.one, each.other) is { } both && Passes(both, each.key, each.tags, each.size)));
    }

    [Property(MaxTest = 2000)]
    public Property A_transformed_key_of_a_filter_passes_the_image_of_the_filter()
    {
        var cases =
            from filter in Filters
            from transform in Transforms
            from rest in Text(4)
            select (filter: filter with { ObjectSizeGreaterThan = null, ObjectSizeLessThan = null, Tags = [] }, transform, key: filter.Prefix + rest);
        return Prop.ForAll(cases.ToArbitrary(), each =>
        {
            if (!Passes(each.filter, each.key, [], size: 1))
            {
                return true;
            }

            var made = new DestinationKeys(each.transform).Make(new ObjectEvent { Bucket = "source-bucket", Key = each.key, Kind = EventKind.Created, Name = "ObjectCreated:Put", Envelope = EnvelopeForm.S3, VersionId = "v" }, makesReplica: true, out var failure);
            return failure is not null || Passes(KeyImage.Of(each.filter, each.transform), made, [], size: 1);
        });
    }

    private static bool Passes(RuleFilter filter, string key, List<ObjectTag> tags, long size) =>
        key.StartsWith(filter.Prefix, StringComparison.Ordinal)
        && filter.Tags.All(tags.Contains)
        && !filter.ExcludePrefixes.Any(exclude => key.StartsWith(exclude, StringComparison.Ordinal))
        && (filter.Suffixes.IsEmpty || filter.Suffixes.Any(suffix => key.EndsWith(suffix, StringComparison.Ordinal)))
        && (filter.ObjectSizeGreaterThan is not { } greater || size > greater)
        && (filter.ObjectSizeLessThan is not { } less || size < less);
}
