using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection.Extensions;
using S3Replicator.Core.State;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Fleet;

namespace S3Replicator.Hosting.Fleet;

/// <summary>What makes a worker one of a fleet.</summary>
internal static class FleetSetup
{
    /// <summary>Gives the worker its identity, and lets it look at the fleet, which is itself alone as long as no state is shared.</summary>
    public static IServiceCollection AddThisWorker(this IServiceCollection services, ReplicatorOptions options)
    {
        services.AddSingleton(options.Fleet);
        services.AddSingleton(provider => new WorkerIdentity(
            options.WorkerId,
            RandomNumberGenerator.GetHexString(16, lowercase: true),
            VersionOf(typeof(FleetSetup).Assembly),
            Environment.MachineName,
            provider.GetRequiredService<TimeProvider>().GetUtcNow()));
        services.AddSingleton<RunningTotals>();
        services.AddSingleton<ThisWorker>();
        services.TryAddSingleton(provider => new FleetReader(
            provider.GetService<WorkerLog>(),
            provider.GetRequiredService<ThisWorker>().Take,
            provider.GetRequiredService<ServerClock>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>Shares what a fleet shares, where state is kept.</summary>
    public static IServiceCollection AddFleet(this IServiceCollection services, IStateStore? store, ReplicatorOptions options)
    {
        if (store is null)
        {
            return services;
        }

        services.AddSingleton<FleetLeases>();
        services.AddHostedService(provider => provider.GetRequiredService<FleetLeases>());
        services.AddSingleton<WorkerLog>();

        if (options.Fleet.WriteEvery > TimeSpan.Zero)
        {
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<WorkerReports>(
                provider, provider.GetRequiredService<FleetLeases>().Of("worker-sweep")));
            services.AddHostedService<FleetHost>();
        }

        return services;
    }

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
