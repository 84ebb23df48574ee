using S3Replicator.Core.Pipeline;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Hosting;

/// <summary>Keeps the lag book up with the rules in force and with what the queues hold, and watches what is pending.</summary>
internal sealed class LagHost(
    LagWatch watch, LagBook lagBook, QueueDepths depths, IRuleSnapshot rules, LagOptions options, TimeProvider timeProvider) : BackgroundService
{
    private static readonly TimeSpan RulesEvery = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(watch.RunAsync(stoppingToken), KeepRulesAsync(stoppingToken), AskQueuesAsync(stoppingToken));

    private async Task KeepRulesAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RulesEvery, timeProvider);
        RuleSet? kept = null;

        do
        {
            if (!ReferenceEquals(kept, rules.Current))
            {
                kept = rules.Current;
                lagBook.Keep(kept);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task AskQueuesAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.AskQueuesEvery, timeProvider);

        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await depths.AskAsync(stoppingToken);
            lagBook.Queued(depths.BesideInHand);
        }
    }
}
