using S3Replicator.Core.Pipeline;
using S3Replicator.Core.State;
using S3Replicator.Core.State.Failures;
using S3Replicator.Core.State.Uploads;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Receipts;
using S3Replicator.Hosting.Fleet;

namespace S3Replicator.Hosting;

/// <summary>What a worker with state is made of beside the stages.</summary>
internal static class StateServiceCollectionExtensions
{
    /// <summary>Keeps receipts and failures in the store, where there is one.</summary>
    public static IServiceCollection AddState(this IServiceCollection services, IStateStore? store, ReplicatorOptions options)
    {
        if (store is null)
        {
            return services;
        }

        // By a factory, so that the host disposes of it.
        services.AddSingleton(_ => store);
        services.AddSingleton<FailureLog>();
        services.AddSingleton<IFailureLog>(provider => provider.GetRequiredService<FailureLog>());
        services.AddSingleton<FailureRetry>();
        services.AddSingleton<IUploadLog, UploadLog>();
        services.AddSingleton(options.Receipts);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ReceiptWriter>(provider, options.WorkerId));
        services.AddSingleton<IOperationObserver>(provider => provider.GetRequiredService<ReceiptWriter>());
        services.AddHostedService<ReceiptHost>();
        return services;
    }

    /// <summary>Takes recorded failures up again when their cause has gone.</summary>
    public static IServiceCollection AddFailureRecovery(this IServiceCollection services, IStateStore? store, ReplicatorOptions options)
    {
        if (store is null || options.Retry.RecoverEvery <= TimeSpan.Zero)
        {
            return services;
        }

        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<FailureRecovery>(
            provider, provider.GetRequiredService<FleetLeases>().Of("failure-recovery")));
        services.AddHostedService<FailureRecoveryHost>();
        return services;
    }

    /// <summary>Aborts uploads that nobody goes on with.</summary>
    public static IServiceCollection AddUploadSweep(this IServiceCollection services, IStateStore? store, ReplicatorOptions options)
    {
        if (store is null || options.Copy.SweepEvery <= TimeSpan.Zero)
        {
            return services;
        }

        services.AddSingleton<UploadSweep>();
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<UploadSweepHost>(
            provider, provider.GetRequiredService<FleetLeases>().Of("upload-sweep")));
        return services;
    }
}
