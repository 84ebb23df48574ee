namespace S3Replicator.LocalAws.S3.Notifications;

/// <summary>One queue of a notification configuration, and what it wants to hear of.</summary>
internal sealed record QueueNotification(string Id, string QueueArn, string[] Events, string Prefix, string Suffix)
{
    /// <summary>True where the queue wants the event, named without <c>s3:</c>, of the key.</summary>
    public bool Accepts(string eventName, string key) =>
        key.StartsWith(Prefix, StringComparison.Ordinal)
        && key.EndsWith(Suffix, StringComparison.Ordinal)
        && Array.Exists(Events, wanted => EventNames.Covers(wanted, eventName));

    /// <summary>True where one event of one key could be meant by both.</summary>
    public bool Overlaps(QueueNotification other) =>
        Array.Exists(Events, mine => Array.Exists(other.Events, theirs => EventNames.Overlap(mine, theirs)))
        && EitherStarts(Prefix, other.Prefix)
        && EitherEnds(Suffix, other.Suffix);

    private static bool EitherStarts(string a, string b) => a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal);

    private static bool EitherEnds(string a, string b) => a.EndsWith(b, StringComparison.Ordinal) || b.EndsWith(a, StringComparison.Ordinal);
}
