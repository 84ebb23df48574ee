using Microsoft.Extensions.DependencyInjection.Extensions;
using S3Replicator.Aws;
using S3Replicator.Aws.S3;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Copying.Parts;
using S3Replicator.Core.Pipeline;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Sources;
using S3Replicator.Core.Scheduling;
using S3Replicator.Core.State.Failures;
using S3Replicator.Core.State.Uploads;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Fleet;
using S3Replicator.Core.Tracking.Lag;
using S3Replicator.Hosting.Fleet;

namespace S3Replicator.Hosting;

/// <summary>The list of what the worker is made of.</summary>
internal static class ReplicatorServiceCollectionExtensions
{
    /// <summary>Adds every stage, in the order in which a message passes them.</summary>
    public static IServiceCollection AddReplicator(
        this IServiceCollection services, ReplicatorOptions options, AwsContext aws, IReadOnlyList<IMessageQueue> queues, RuleSet rules)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        services.AddMetrics();
        services.AddSingleton(options);
        services.AddSingleton(aws);
        services.AddSingleton(aws.Requests);
        services.AddSingleton(aws.Clock);
        services.AddThisWorker(options);

        services.AddQueueing(options, queues);
        services.AddRules(options, rules);
        services.AddSingleton(options.Schedule);
        services.AddSingleton<OperationScheduler>();
        services.AddCopying(options);
        services.AddSingleton<LagBook>();
        services.AddSingleton<ReplicatorMetrics>();
        services.AddSingleton<ReplicationTracker>();

        services.AddSingleton(options.Retry);
        services.TryAddSingleton<IFailureLog, UnrecordedFailures>();
        services.AddSingleton<OperationRetry>();
        services.AddSingleton<DestinationCircuits>();
        services.AddSingleton<OperationRunner>();
        services.AddSingleton<ReplicationPipeline>();
        services.AddSingleton<IMessageHandler>(provider => provider.GetRequiredService<ReplicationPipeline>());
        services.AddSingleton(options.Lag);
        services.AddSingleton<LagWatch>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<QueueDepths>(
            provider,
            (IReadOnlyList<(IMessageQueue, PumpActivity)>)[.. queues.Zip(provider.GetRequiredService<IReadOnlyList<MessagePump>>(), (queue, pump) => (queue, pump.Activity))]));
        services.AddHostedService<LagHost>();
        services.AddHostedService<PumpHost>();
        return services;
    }

    private static void AddQueueing(this IServiceCollection services, ReplicatorOptions options, IReadOnlyList<IMessageQueue> queues)
    {
        services.AddSingleton(options.Queue);
        services.AddSingleton<IReadOnlyList<MessagePump>>(provider =>
            [.. queues.Select(queue => ActivatorUtilities.CreateInstance<MessagePump>(provider, queue))]);
        services.AddSingleton(queues);
    }

    private static void AddRules(this IServiceCollection services, ReplicatorOptions options, RuleSet rules)
    {
        services.AddSingleton(provider => new RuleSetHolder(
            new(rules, provider.GetRequiredService<TimeProvider>().GetUtcNow(), Errors: [], Warnings: [])));
        services.AddSingleton<IRuleSnapshot, HeldRules>();

        if (options.Rules.Count == 0)
        {
            return;
        }

        services.AddSingleton(options.RuleReload);
        services.AddSingleton<IRemoteDocuments, S3RuleDocuments>();
        services.AddSingleton<IReadOnlyList<IRuleSource>>(provider =>
            [.. options.Rules.Select(name => RuleSources.Of(name, provider.GetRequiredService<IRemoteDocuments>()))]);
        services.AddSingleton<IRuleReloadObserver, ReloadMetrics>();
        services.AddSingleton<RuleWatcher>();
        services.AddHostedService<RuleReload>();
    }

    private static void AddCopying(this IServiceCollection services, ReplicatorOptions options)
    {
        services.AddSingleton(new DestinationMemory(options.DestinationsRemembered));
        services.AddParts();
        services.AddSingleton<HistoryRepair>();
        services.AddSingleton<CurrentDeletion>();
        services.AddSingleton(options.Copy);
        services.AddSingleton<ICopyStrategy, SingleCopyStrategy>();
        services.AddSingleton<ICopyStrategy, MultipartCopyStrategy>();
        services.AddSingleton<ICopyStrategy>(provider => provider.GetRequiredService<SyncTagsStrategy>());
        services.AddSingleton<ICopyStrategy, SyncAclStrategy>();
        services.AddSingleton<ICopyStrategy, RestoreSourceStrategy>();
        services.AddSingleton<ICopyStrategy, DeleteCurrentStrategy>();
        services.AddSingleton<CurrentVersion>();
        services.AddSingleton<ICopyStrategy, DeleteVersionStrategy>();
        services.AddSingleton<IObjectStores, S3ObjectStores>();
    }

    private static void AddParts(this IServiceCollection services)
    {
        services.TryAddSingleton<IUploadLog, UnrecordedUploads>();
        services.AddSingleton<SyncTagsStrategy>();
        services.AddSingleton<PartsCopy>();

        // A worker that has died and started again is another one.
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<UploadClaims>(
            provider, provider.GetRequiredService<WorkerIdentity>().Holder));
    }
}
