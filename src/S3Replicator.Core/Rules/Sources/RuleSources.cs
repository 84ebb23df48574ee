namespace S3Replicator.Core.Rules.Sources;

/// <summary>Finds the source that a name on the command line or in the settings means.</summary>
public static class RuleSources
{
    internal const string BucketScheme = "bucket:";

    private const string ObjectScheme = "s3://";

    /// <summary>Where in S3 a name leads: the bucket with the object's key, or with null for the bucket's own replication configuration; null for files.</summary>
    public static (string Bucket, string? Key)? PlaceOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);

        if (name.StartsWith(BucketScheme, StringComparison.Ordinal))
        {
            return (name[BucketScheme.Length..], null);
        }

        if (!name.StartsWith(ObjectScheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var path = name[ObjectScheme.Length..];
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (path, string.Empty) : (path[..slash], path[(slash + 1)..]);
    }

    /// <summary>The source of a file, a folder, <c>s3://bucket/key</c> or <c>bucket:NAME</c>.</summary>
    /// <param name="name">The name as given.</param>
    /// <param name="remote">The way to S3; absent where documents are read offline.</param>
    public static IRuleSource Of(string name, IRemoteDocuments? remote)
    {
        var isBucket = name.StartsWith(BucketScheme, StringComparison.Ordinal);
        if (!isBucket && !name.StartsWith(ObjectScheme, StringComparison.OrdinalIgnoreCase))
        {
            return new FileRuleSource(name);
        }

        if (remote is null)
        {
            return new UnusableRuleSource(name, "Rules in S3 are not read offline.", "Name files or folders.");
        }

        if (isBucket)
        {
            return name.Length > BucketScheme.Length
                ? new BucketRuleSource(name[BucketScheme.Length..], remote)
                : new UnusableRuleSource(name, "The bucket's name is missing.", "Write bucket:NAME.");
        }

        return Uri.TryCreate(name, UriKind.Absolute, out var location) && name[ObjectScheme.Length..].TrimEnd('/').Contains('/', StringComparison.Ordinal)
            ? new ObjectRuleSource(location, remote)
            : new UnusableRuleSource(name, "The object's key is missing.", "Write s3://BUCKET/KEY.");
    }
}
