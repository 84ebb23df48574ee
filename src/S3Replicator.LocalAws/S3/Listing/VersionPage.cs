using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Listing;

/// <summary>A page of a list of versions: keys in order, newest version first.</summary>
internal sealed class VersionPage
{
    public List<(ObjectVersion Version, bool IsLatest)> Versions { get; } = [];

    public List<string> CommonPrefixes { get; } = [];

    public bool IsTruncated { get; private set; }

    public string? LastKey { get; private set; }

    /// <summary>The last version on the page; null where the page ends in a common prefix.</summary>
    public string? LastVersionId { get; private set; }

    private int Count => Versions.Count + CommonPrefixes.Count;

    /// <param name="bucket">The bucket.</param>
    /// <param name="parameters">What to list.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="resumeKey">A key of which only the versions older than the marker are listed.</param>
    /// <param name="versionMarker">That marker.</param>
    public static VersionPage Read(Bucket bucket, ListParameters parameters, KeyPosition from, string? resumeKey, string? versionMarker)
    {
        var page = new VersionPage();
        if (parameters.MaxKeys > 0)
        {
            ListingScan.Run(
                bucket.Keys,
                from,
                parameters.Prefix,
                parameters.Delimiter,
                (entry, common) => page.Visit(entry, common, parameters.MaxKeys, string.Equals(entry.Key, resumeKey, StringComparison.Ordinal) ? versionMarker : null));
        }

        return page;
    }

    private ListingScan.Step Visit(KeyEntry entry, string? common, int maxKeys, string? afterVersion)
    {
        if (common is not null)
        {
            if (Count == maxKeys)
            {
                IsTruncated = true;
                return ListingScan.Step.Stop;
            }

            CommonPrefixes.Add(common);
            LastKey = common;
            LastVersionId = null;
            return ListingScan.Step.SkipPrefix;
        }

        var versions = entry.NewestFirst();
        var first = afterVersion is null ? 0 : Array.FindIndex(versions, version => string.Equals(version.VersionId, afterVersion, StringComparison.Ordinal)) + 1;
        for (var i = first; i < versions.Length; i++)
        {
            if (Count == maxKeys)
            {
                IsTruncated = true;
                return ListingScan.Step.Stop;
            }

            Versions.Add((versions[i], i == 0));
            LastKey = entry.Key;
            LastVersionId = versions[i].VersionId;
        }

        return ListingScan.Step.Continue;
    }
}
