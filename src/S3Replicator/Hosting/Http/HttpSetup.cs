using S3Replicator.Hosting.Http.Checks;

namespace S3Replicator.Hosting.Http;

/// <summary>What a worker that listens is made of beside the stages.</summary>
internal static class HttpSetup
{
    /// <summary>Serves health and metrics at the address, where one is given.</summary>
    public static IServiceCollection AddHttp(this IServiceCollection services, ListenAddress? address)
    {
        if (address is null)
        {
            return services;
        }

        services.AddSingleton(address);
        services.AddSingleton<IReadinessCheck, QueueCheck>();
        services.AddSingleton<IReadinessCheck, RoleCheck>();
        services.AddSingleton<IReadinessCheck, RulesCheck>();
        services.AddSingleton<IReadinessCheck, ClockCheck>();
        services.AddSingleton<IReadinessCheck, CircuitCheck>();
        services.AddSingleton<IHttpEndpoints, HealthEndpoints>();
        services.AddSingleton<IHttpEndpoints, MetricsEndpoint>();
        services.AddHostedService<HttpHost>();
        return services;
    }
}
