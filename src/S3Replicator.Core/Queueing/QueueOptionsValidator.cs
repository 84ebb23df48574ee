using Microsoft.Extensions.Options;

namespace S3Replicator.Core.Queueing;

/// <summary>Holds the queue options to SQS's limits and to each other.</summary>
public sealed class QueueOptionsValidator : IValidateOptions<QueueOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, QueueOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var result = new ValidateOptionsResultBuilder();
        Check(result, nameof(options.WaitTime), options.WaitTime, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Check(result, nameof(options.VisibilityTimeout), options.VisibilityTimeout, TimeSpan.FromSeconds(2), TimeSpan.FromHours(12));
        Check(result, nameof(options.MaxReceivers), options.MaxReceivers, 1, 256);
        Check(result, nameof(options.MaxInHand), options.MaxInHand, 1, 100_000);
        Check(result, nameof(options.SettleWithin), options.SettleWithin, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Check(result, nameof(options.ShutdownBudget), options.ShutdownBudget, TimeSpan.Zero, TimeSpan.FromHours(1));

        if (options.SettleWithin >= options.VisibilityTimeout / 2)
        {
            result.AddError(
                $"{nameof(options.SettleWithin)} ({options.SettleWithin}) must be shorter than half of {nameof(options.VisibilityTimeout)} ({options.VisibilityTimeout}), or messages come back before they are deleted.");
        }

        return result.Build();
    }

    private static void Check<T>(ValidateOptionsResultBuilder result, string option, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            result.AddError($"{option} ({value}) must be from {least} to {most}.");
        }
    }
}
