using System.Collections.Concurrent;
using S3Replicator.Core.Pipeline;
using S3Replicator.Core.State.Failures;

namespace S3Replicator.Hosting;

/// <summary>One run of <c>failures retry</c>: the worker's own stages, without a queue.</summary>
internal static class FailureRetryRun
{
    private const int AtOnce = 64;

    public static async Task<IReadOnlyList<FailureRetryResult>> ExecuteAsync(
        IReadOnlyList<string> rulePaths, string? state, FailureQuery query, CancellationToken cancellationToken)
    {
        using var signals = new StopSignals();
        var options = Settings.Read(rulePaths, state);
        Settings.CheckRules(options);
        var uri = StateSetup.Parse(options.State);
        var aws = await AwsSetup.CreateAsync(regionOfQueue: null, cancellationToken);
        var rules = await RuleSetup.LoadAsync(options.Rules, aws, cancellationToken);
        var store = await StateSetup.OpenForWritingAsync(options.State, rules, aws, cancellationToken);

        using var host = WorkerHost.Create(options, aws, [], rules, builder => builder.Services.AddState(store, options));
        await host.StartAsync(cancellationToken);

        try
        {
            return await StateSetup.GuardAsync(uri, () => RetryAsync(host.Services, query, signals.Token));
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<IReadOnlyList<FailureRetryResult>> RetryAsync(IServiceProvider services, FailureQuery query, CancellationToken stop)
    {
        var retry = services.GetRequiredService<FailureRetry>();
        var rules = services.GetRequiredService<IRuleSnapshot>().Current;
        var results = new ConcurrentBag<FailureRetryResult>();

        await Parallel.ForEachAsync(
            services.GetRequiredService<FailureLog>().ListAsync(query, stop),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (failure, token) => results.Add(await retry.RetryAsync(failure, rules, token)));

        return [.. results.OrderBy(result => result.Record.Time).ThenBy(result => result.Record.Id, StringComparer.Ordinal)];
    }
}
