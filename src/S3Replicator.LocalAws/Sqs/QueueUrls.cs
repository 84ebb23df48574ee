using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Sqs;

/// <summary>
/// The URLs of queues: <c>http://HOST/ACCOUNT/NAME</c> in us-east-1, <c>http://HOST/queue/REGION/ACCOUNT/NAME</c> elsewhere.
/// The host forms of AWS and LocalStack are understood too.
/// </summary>
internal static class QueueUrls
{
    private const string DefaultRegion = "us-east-1";
    private const string PathPrefix = "queue";

    public static string For(QueueName name, string baseUrl) => name.Region is DefaultRegion
        ? $"{baseUrl}/{name.AccountId}/{name.Name}"
        : $"{baseUrl}/{PathPrefix}/{name.Region}/{name.AccountId}/{name.Name}";

    /// <summary>What a URL, or the path of one, names; the region is null where it has none. Null where it is no queue's.</summary>
    public static (string? Region, string AccountId, string Name)? Parse(string url)
    {
        var path = url.AsSpan();
        string? region = null;
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            var rest = path[(scheme + 3)..];
            var slash = rest.IndexOf('/');
            if (slash < 0)
            {
                return null;
            }

            region = RegionOfHost(rest[..slash]);
            path = rest[slash..];
        }

        Span<Range> ranges = stackalloc Range[5];
        path = path.Trim('/');
        var count = path.Split(ranges, '/');
        return count switch
        {
            2 => (region, path[ranges[0]].ToString(), path[ranges[1]].ToString()),
            4 when path[ranges[0]] is PathPrefix =>
                (path[ranges[1]].ToString(), path[ranges[2]].ToString(), path[ranges[3]].ToString()),
            _ => null,
        };
    }

    // sqs.REGION.anything, REGION.queue.anything: only where it looks like a region.
    private static string? RegionOfHost(ReadOnlySpan<char> host)
    {
        var first = host.IndexOf('.');
        if (first < 0)
        {
            return null;
        }

        var label = host[..first];
        var rest = host[(first + 1)..];
        if (label is "sqs" && rest.IndexOf('.') is var second and > 0)
        {
            return LooksLikeRegion(rest[..second]) ? rest[..second].ToString() : null;
        }

        return rest.StartsWith("queue.", StringComparison.Ordinal) && LooksLikeRegion(label) ? label.ToString() : null;
    }

    private static bool LooksLikeRegion(ReadOnlySpan<char> label) => label.Count('-') >= 2 && char.IsAsciiDigit(label[^1]);
}
