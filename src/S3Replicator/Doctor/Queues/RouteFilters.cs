using System.Net;

namespace S3Replicator.Doctor.Queues;

/// <summary>Filters of notification configurations, where a space is a plus and other special characters are percent-encoded (S3 User Guide, filtering by object key name).</summary>
internal static class RouteFilters
{
    public static string Decode(string filter) => WebUtility.UrlDecode(filter);

    public static string Encode(string text) => WebUtility.UrlEncode(text).Replace("%2F", "/", StringComparison.Ordinal);
}
