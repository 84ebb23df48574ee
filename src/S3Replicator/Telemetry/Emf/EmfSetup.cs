using S3Replicator.Hosting;

namespace S3Replicator.Telemetry.Emf;

/// <summary>Metrics for CloudWatch by way of standard output.</summary>
internal static class EmfSetup
{
    /// <summary>Writes them, where that is asked for.</summary>
    public static IServiceCollection AddEmf(this IServiceCollection services, bool isWanted, ReplicatorOptions options) =>
        isWanted ? services.AddSingleton(options.Emf).AddHostedService<EmfHost>() : services;
}
