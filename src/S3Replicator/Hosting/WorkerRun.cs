using S3Replicator.Aws;
using S3Replicator.Aws.Sqs;
using S3Replicator.Commands;
using S3Replicator.Core.Pipeline.DryRun;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Rules;
using S3Replicator.Core.State;
using S3Replicator.Core.Tracking;
using S3Replicator.Hosting.Fleet;
using S3Replicator.Hosting.Http;
using S3Replicator.Hosting.Http.Api;
using S3Replicator.Telemetry.Emf;

namespace S3Replicator.Hosting;

/// <summary>One run of the worker, from settings to exit code.</summary>
internal static class WorkerRun
{
    public static async Task<int> ExecuteAsync(WorkerRunRequest request, CancellationToken cancellationToken)
    {
        using var signals = new StopSignals();
        var options = Settings.Read(request);
        var addresses = options.QueueUrls.Select(AddressOf).ToList();
        var aws = await AwsSetup.CreateAsync(addresses[0].Region, cancellationToken);
        var rules = await RuleSetup.LoadAsync(options.Rules, aws, cancellationToken);

        var state = await OpenStateAsync(request, options, rules, aws, signals.Token);

        using var host = WorkerHost.Create(
            options,
            aws,
            [.. addresses.Select(address => new SqsMessageQueue(aws, address))],
            rules,
            builder => Add(builder.Services, request, options, state),
            ListenOf(request.Listen ?? options.Listen),
            await AccessToken.ReadAsync(request.TokenFile, cancellationToken));
        await host.Services.GetRequiredService<Preflight>().CheckAsync(rules, signals.Token);

        await host.StartAsync(cancellationToken);
        await WaitAsync(host.Services, request.Drain, options, signals.Token);
        await DryRunSetup.TellIfFullAsync(request.IsDryRun ? host.Services.GetRequiredService<IReadOnlyList<MessagePump>>() : []);
        await host.StopAsync(cancellationToken);

        return Report(host.Services, request, signals);
    }

    private static async Task<IStateStore?> OpenStateAsync(
        WorkerRunRequest request, ReplicatorOptions options, RuleSet rules, AwsContext aws, CancellationToken cancellationToken)
    {
        if (!request.IsDryRun)
        {
            return await StateSetup.OpenForWritingAsync(options.State, rules, aws, cancellationToken);
        }

        StateSetup.Check(options.State, rules);
        return null;
    }

    private static void Add(IServiceCollection services, WorkerRunRequest request, ReplicatorOptions options, IStateStore? state)
    {
        if (request.IsDryRun)
        {
            services.AddDryRun(request.PrintsJson);
            return;
        }

        services
            .AddFleet(state, options)
            .AddState(state, options)
            .AddFailureRecovery(state, options)
            .AddUploadSweep(state, options)
            .AddNotices(state, options)
            .AddEmf(request.WritesEmf, options);
    }

    private static QueueAddress AddressOf(string url) => QueueAddress.Parse(url)
        ?? throw new CommandException(
            ExitCode.WrongUsage, $"{url} is not a queue URL.", "It looks like https://sqs.REGION.amazonaws.com/ACCOUNT/NAME.");

    private static ListenAddress? ListenOf(string? text) =>
        text is null ? null
        : ListenAddress.TryParse(text, out var address) ? address
        : throw new CommandException(
            ExitCode.WrongUsage, $"--listen {text} is no address.", "It looks like 127.0.0.1:9090, localhost:9090, or *:9090 for every address.");

    private static async Task WaitAsync(IServiceProvider services, TimeSpan? drain, ReplicatorOptions options, CancellationToken stop)
    {
        var timeProvider = services.GetRequiredService<TimeProvider>();

        try
        {
            if (drain is { } quiet)
            {
                var queues = services.GetRequiredService<IReadOnlyList<IMessageQueue>>();
                var pumps = services.GetRequiredService<IReadOnlyList<MessagePump>>();
                await new DrainWatch(
                    [.. queues.Zip(pumps, (queue, pump) => (queue, pump.Activity))], quiet, options.Queue.VisibilityTimeout, timeProvider)
                    .WaitAsync(stop);
            }
            else
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, timeProvider, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop: what is in hand is finished or released by the host.
        }
    }

    private static int Report(IServiceProvider services, WorkerRunRequest request, StopSignals signals)
    {
        var summary = request.IsDryRun
            ? services.GetRequiredService<DryRunHandler>().Summarize()
            : services.GetRequiredService<ReplicationTracker>().Summarize();

        if (request.Drain is not null)
        {
            Console.Out.WriteLine(request.PrintsJson ? SummaryJson.Write(summary) : SummaryText.Write(summary));
        }

        if (signals.Token.IsCancellationRequested)
        {
            return signals.IsInterrupted ? ExitCode.Interrupted : ExitCode.Done;
        }

        return summary.Failed.Count + summary.Unreadable.Count > 0 || summary.DryRun?.Failing > 0 ? ExitCode.AnswerIsNo : ExitCode.Done;
    }
}
