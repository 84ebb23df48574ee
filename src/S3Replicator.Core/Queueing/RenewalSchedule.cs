namespace S3Replicator.Core.Queueing;

/// <summary>When a message in hand has to be renewed.</summary>
internal static class RenewalSchedule
{
    /// <summary>SQS's bound on how long a message can stay hidden after one receive.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromHours(12);

    /// <summary>How often messages in hand are looked through: a sixth of the visibility timeout, so that a due one has two more chances.</summary>
    public static TimeSpan Interval(TimeSpan visibilityTimeout) => visibilityTimeout / 6;

    /// <summary>Whether less than half of the visibility timeout is left.</summary>
    public static bool IsDue(TimeSpan sinceRenewal, TimeSpan visibilityTimeout) => sinceRenewal >= visibilityTimeout / 2;

    /// <summary>How long the message may be hidden for now, or null when SQS would refuse since the hold is at its end.</summary>
    public static TimeSpan? Extension(TimeSpan held, TimeSpan visibilityTimeout)
    {
        var left = LongestHold - held;
        return left <= TimeSpan.FromSeconds(1) ? null : left < visibilityTimeout ? left : visibilityTimeout;
    }
}
