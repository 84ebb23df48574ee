using S3Replicator.Core.Copying;

namespace S3Replicator.Core.Pipeline;

/// <summary>Whether and when a failed operation is tried again; pure but for the jitter that is handed in.</summary>
internal static class RetrySchedule
{
    /// <summary>The pause before the next try, or null when there is none.</summary>
    /// <param name="failure">What kind of fault it was.</param>
    /// <param name="receiveCount">How often the message was received.</param>
    /// <param name="tryingFor">How long the message has been tried.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="jitter">A number from 0 to 1.</param>
    public static TimeSpan? PauseAfter(
        FailureClass failure, int receiveCount, TimeSpan tryingFor, RetryOptions options, double jitter) => failure switch
        {
            FailureClass.Final or FailureClass.Gone => null,
            FailureClass.Configuration => tryingFor < options.ConfigurationRetryFor ? ConfigurationPause(receiveCount, options, jitter) : null,
            _ => FullJitter(receiveCount, options, jitter),
        };

    /// <summary>Grows, so that few receives count towards the queue's redrive policy; up to a tenth shorter, so that not all come back at once.</summary>
    public static TimeSpan ConfigurationPause(int receiveCount, RetryOptions options, double jitter)
    {
        var quarter = options.ConfigurationRetryFor / 4;
        var longest = quarter > options.ConfigurationPause ? quarter : options.ConfigurationPause;
        return Doubled(options.ConfigurationPause, receiveCount, longest) * (1 - jitter / 10);
    }

    private static TimeSpan FullJitter(int receiveCount, RetryOptions options, double jitter) =>
        Doubled(options.FirstPause, receiveCount, options.LongestPause) * jitter;

    private static TimeSpan Doubled(TimeSpan first, int receiveCount, TimeSpan longest)
    {
        var doubled = first * Math.Pow(2, Math.Clamp(receiveCount - 1, 0, 20));
        return doubled < longest ? doubled : longest;
    }
}
