namespace S3Replicator.Aws.S3;

/// <summary>How long one attempt of a request may take: a path that swallows packets must not hold a slot and a message for long.</summary>
internal static class RequestLimits
{
    /// <summary>The largest source that one CopyObject takes; a copy of unknown size may be of that.</summary>
    private const long LargestCopy = 5L << 30;

    /// <summary>A copy inside S3 is far faster than this; slower than this it has stalled.</summary>
    private const double SlowestCopyPerSecond = 10_000_000;

    /// <summary>For requests without content: S3 answers them within a second.</summary>
    public static readonly TimeSpan Plain = TimeSpan.FromSeconds(30);

    /// <summary>For a copy, before its bytes are counted.</summary>
    private static readonly TimeSpan Copy = TimeSpan.FromSeconds(60);

    /// <summary>S3 says that putting parts together may take several minutes; listings ask for all their pages in one attempt.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    public static TimeSpan Of(RequestSubject subject) => subject.Operation switch
    {
        "CopyObject" or "UploadPartCopy" => Copy + TimeSpan.FromSeconds((subject.Bytes ?? LargestCopy) / SlowestCopyPerSecond),
        "CompleteMultipartUpload" or "ListObjectVersions" or "ListParts" or "ListMultipartUploads" => Long,
        _ => Plain,
    };
}
