using System.Globalization;
using Amazon;
using S3Replicator.Aws;
using S3Replicator.Aws.Sqs;
using S3Replicator.Commands;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking;
using S3Replicator.Hosting;
using S3Replicator.LocalAws;

namespace S3Replicator.Demo;

/// <summary>The whole system in one process: the local AWS, an application that writes, the worker, and a check at the end.</summary>
internal sealed class DemoRun(DemoOptions options, DemoConsole console, TimeProvider timeProvider)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private readonly DemoProgress _progress = new();
    private RuleSet _rules = RuleSet.Empty;

    public async Task<int> ExecuteAsync(StopSignals signals)
    {
        _rules = await DemoRules.LoadAsync(signals.Token);
        await using var local = await LocalAwsServer.StartAsync(new LocalAwsOptions(), signals.Token);
        using var clients = new DemoClients(local.Endpoint);
        var queueUrl = await DemoWorld.SetUpAsync(clients, signals.Token);
        console.Started(local.Endpoint, options.Objects);

        using var host = CreateWorker(local.Endpoint, clients, queueUrl);
        await host.StartAsync(signals.Token);

        try
        {
            await ReplicateAsync(host.Services, clients, signals.Token);
            var findings = await CheckAsync(clients, signals.Token);
            var isEqual = findings.All(finding => finding.Differences.Count == 0);
            await console.FinishedAsync(findings, host.Services.GetRequiredService<ReplicationTracker>().Summarize(), options.PrintsJson);

            if (!options.Once)
            {
                await console.KeepRunningAsync(local.Endpoint, _rules, _progress, timeProvider, signals.Token);
            }

            return isEqual ? ExitCode.Done : ExitCode.AnswerIsNo;
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return signals.IsInterrupted ? ExitCode.Interrupted : ExitCode.Done;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    private async Task ReplicateAsync(IServiceProvider services, DemoClients clients, CancellationToken cancellationToken)
    {
        var workload = new DemoWorkload(clients.Home, options.Objects);
        await console.FollowAsync(
            () => DemoScreen.Live(_rules, _progress, string.Create(CultureInfo.InvariantCulture, $"{workload.Requests:N0} requests of an application, replicated as they come")),
            WorkAsync(),
            timeProvider,
            cancellationToken);

        async Task WorkAsync()
        {
            await workload.RunAsync(cancellationToken);
            var queues = services.GetRequiredService<IReadOnlyList<IMessageQueue>>();
            var pumps = services.GetRequiredService<IReadOnlyList<MessagePump>>();
            await new DrainWatch([(queues[0], pumps[0].Activity)], Quiet, TimeSpan.FromSeconds(60), timeProvider).WaitAsync(cancellationToken);
        }
    }

    private async Task<IReadOnlyList<DemoFinding>> CheckAsync(DemoClients clients, CancellationToken cancellationToken)
    {
        var check = new DemoCheck(clients);
        var findings = new List<DemoFinding>();

        foreach (var rule in _rules.Documents.SelectMany(document => document.Rules))
        {
            findings.Add(await check.CheckAsync(rule, cancellationToken));
        }

        return findings;
    }

    private IHost CreateWorker(Uri endpoint, DemoClients clients, string queueUrl)
    {
        var endpoints = new AwsEndpoints(endpoint.ToString(), endpoint.ToString(), endpoint.ToString());
        var aws = new AwsContext(clients.Credentials, RegionEndpoint.GetBySystemName(DemoNames.HomeRegion), endpoints, new RequestCounter());
#pragma warning disable CA2000 // The host owns its queues.
        return WorkerHost.Create(
            new ReplicatorOptions(),
            aws,
            [new SqsMessageQueue(aws, QueueAddress.Parse(queueUrl)!)],
#pragma warning restore CA2000
            _rules,
            builder =>
            {
                builder.Logging.SetMinimumLevel(LogLevel.Warning);
                builder.Services.AddSingleton<IOperationObserver>(_progress);
            });
    }
}
