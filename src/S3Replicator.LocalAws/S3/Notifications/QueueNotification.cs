using System.Net;

namespace S3Replicator.LocalAws.S3.Notifications;

/// <summary>One queue of a notification configuration, and what it wants to hear of.</summary>
internal sealed record QueueNotification(string Id, string QueueArn, string[] Events, string Prefix, string Suffix)
{
    // In filters a space is a plus, and other special characters are percent-encoded (S3 User Guide, filtering by object key name).
    private readonly string _prefix = WebUtility.UrlDecode(Prefix);
    private readonly string _suffix = WebUtility.UrlDecode(Suffix);

    /// <summary>True where the queue wants the event, named without <c>s3:</c>, of the key.</summary>
    public bool Accepts(string eventName, string key) =>
        key.StartsWith(_prefix, StringComparison.Ordinal)
        && key.EndsWith(_suffix, StringComparison.Ordinal)
        && Array.Exists(Events, wanted => EventNames.Covers(wanted, eventName));

    /// <summary>True where one event of one key could be meant by both.</summary>
    public bool Overlaps(QueueNotification other) =>
        Array.Exists(Events, mine => Array.Exists(other.Events, theirs => EventNames.Overlap(mine, theirs)))
        && EitherStarts(_prefix, other._prefix)
        && EitherEnds(_suffix, other._suffix);

    private static bool EitherStarts(string a, string b) => a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal);

    private static bool EitherEnds(string a, string b) => a.EndsWith(b, StringComparison.Ordinal) || b.EndsWith(a, StringComparison.Ordinal);
}
