using S3Replicator.LocalAws.S3.Listing;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Multipart;

/// <summary>A page of a list of uploads: by key, then by age.</summary>
internal sealed class UploadPage
{
    public UploadPage(ListParameters parameters, IEnumerable<MultipartUpload> uploads, string keyMarker, string idMarker)
    {
        MultipartUpload[] sorted =
        [
            .. uploads.Where(upload => upload.Key.StartsWith(parameters.Prefix, StringComparison.Ordinal))
                .Order(Comparer<MultipartUpload>.Create(Compare)),
        ];
        foreach (var upload in sorted[Start(sorted, keyMarker, idMarker)..])
        {
            var common = CommonPrefix(upload.Key, parameters);
            if (common is not null && (string.Equals(common, keyMarker, StringComparison.Ordinal) || (CommonPrefixes.Count > 0 && string.Equals(CommonPrefixes[^1], common, StringComparison.Ordinal))))
            {
                continue;
            }

            if (Uploads.Count + CommonPrefixes.Count == parameters.MaxKeys)
            {
                IsTruncated = parameters.MaxKeys > 0;
                return;
            }

            Add(upload, common);
        }
    }

    public List<MultipartUpload> Uploads { get; } = [];

    public List<string> CommonPrefixes { get; } = [];

    public bool IsTruncated { get; }

    public string NextKey { get; private set; } = "";

    public string NextId { get; private set; } = "";

    private void Add(MultipartUpload upload, string? common)
    {
        NextKey = common ?? upload.Key;
        NextId = common is null ? upload.Id : "";
        if (common is null)
        {
            Uploads.Add(upload);
        }
        else
        {
            CommonPrefixes.Add(common);
        }
    }

    private static int Start(MultipartUpload[] sorted, string keyMarker, string idMarker)
    {
        if (keyMarker.Length == 0)
        {
            return 0;
        }

        var marker = Array.FindIndex(sorted, upload => string.Equals(upload.Key, keyMarker, StringComparison.Ordinal) && string.Equals(upload.Id, idMarker, StringComparison.Ordinal));
        if (marker >= 0)
        {
            return marker + 1;
        }

        var after = Array.FindIndex(sorted, upload => KeyOrder.Compare(upload.Key, keyMarker) > 0);
        return after < 0 ? sorted.Length : after;
    }

    private static string? CommonPrefix(string key, ListParameters parameters)
    {
        if (parameters.Delimiter.Length == 0)
        {
            return null;
        }

        var at = key.IndexOf(parameters.Delimiter, parameters.Prefix.Length, StringComparison.Ordinal);
        return at < 0 ? null : key[..(at + parameters.Delimiter.Length)];
    }

    private static int Compare(MultipartUpload a, MultipartUpload b)
    {
        var byKey = KeyOrder.Compare(a.Key, b.Key);
        if (byKey != 0)
        {
            return byKey;
        }

        var byAge = a.Initiated.CompareTo(b.Initiated);
        return byAge != 0 ? byAge : string.CompareOrdinal(a.Id, b.Id);
    }
}
