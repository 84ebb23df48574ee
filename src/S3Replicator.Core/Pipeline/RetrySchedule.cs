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
            FailureClass.Configuration => tryingFor < options.ConfigurationRetryFor ? options.ConfigurationPause : null,
            _ => FullJitter(receiveCount, options, jitter),
        };

    private static TimeSpan FullJitter(int receiveCount, RetryOptions options, double jitter)
    {
        var doubled = options.FirstPause * Math.Pow(2, Math.Clamp(receiveCount - 1, 0, 20));
        return (doubled < options.LongestPause ? doubled : options.LongestPause) * jitter;
    }
}
