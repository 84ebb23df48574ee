using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Listing;

/// <summary>A page of a list of objects.</summary>
internal sealed class ObjectPage
{
    public List<ObjectVersion> Objects { get; } = [];

    public List<string> CommonPrefixes { get; } = [];

    public bool IsTruncated { get; private set; }

    /// <summary>The last key or common prefix on the page.</summary>
    public string? Last { get; private set; }

    public bool LastIsPrefix { get; private set; }

    public int Count => Objects.Count + CommonPrefixes.Count;

    public static ObjectPage Read(Bucket bucket, ListParameters parameters, KeyPosition from)
    {
        var page = new ObjectPage();
        if (parameters.MaxKeys > 0)
        {
            ListingScan.Run(bucket.Keys, from, parameters.Prefix, parameters.Delimiter, (entry, common) => page.Visit(entry, common, parameters.MaxKeys));
        }

        return page;
    }

    private ListingScan.Step Visit(KeyEntry entry, string? common, int maxKeys)
    {
        if (entry.Current is not { IsDeleteMarker: false } current)
        {
            return ListingScan.Step.Continue;
        }

        if (Count == maxKeys)
        {
            IsTruncated = true;
            return ListingScan.Step.Stop;
        }

        Last = common ?? entry.Key;
        LastIsPrefix = common is not null;
        if (common is not null)
        {
            CommonPrefixes.Add(common);
            return ListingScan.Step.SkipPrefix;
        }

        Objects.Add(current);
        return ListingScan.Step.Continue;
    }
}
