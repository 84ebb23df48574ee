namespace S3Replicator.Core.Rules.Permissions;

/// <summary>The keys of one bucket that begin alike.</summary>
/// <param name="Partition">The partition of its ARN, such as <c>aws</c>.</param>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Prefix">The keys' beginning; empty for all.</param>
internal sealed record KeyRange(string Partition, string Bucket, string Prefix)
{
    /// <summary>What a rule reads.</summary>
    public static KeyRange SourceOf(BoundRule rule) =>
        new(rule.Rule.Destination.Partition, rule.Document.Bucket, rule.Rule.Filter.Prefix);

    /// <summary>What a rule writes.</summary>
    public static KeyRange DestinationOf(BoundRule rule) => new(
        rule.Rule.Destination.Partition,
        rule.Rule.Destination.Bucket,
        Validation.KeyImage.Of(rule.Rule.Filter, rule.Rule.KeyTransform).Prefix);
}
