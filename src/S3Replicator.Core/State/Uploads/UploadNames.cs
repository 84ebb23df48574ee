namespace S3Replicator.Core.State.Uploads;

/// <summary>Names records by destination, then by source version, so that whoever has the same to copy finds what is there of it.</summary>
internal static class UploadNames
{
    public const string Root = "multipart/";

    private const string Extension = ".json";

    public static string NameOf(ObjectName destination, string? sourceVersionId) =>
        $"{OfDestination(destination)}{StateNames.Hash(sourceVersionId)}{Extension}";

    public static string OfDestination(ObjectName destination) =>
        $"{Root}{StateNames.Segment(destination.Bucket)}/{StateNames.Hash(destination.Bucket, destination.Key)}-";

    public static bool IsRecord(string name) => name.EndsWith(Extension, StringComparison.Ordinal);
}
