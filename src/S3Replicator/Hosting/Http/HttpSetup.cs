using S3Replicator.Hosting.Http.Api;
using S3Replicator.Hosting.Http.Checks;

namespace S3Replicator.Hosting.Http;

/// <summary>What a worker that listens is made of beside the stages.</summary>
internal static class HttpSetup
{
    /// <summary>Serves health, metrics and the fleet at the address, where one is given.</summary>
    public static IServiceCollection AddHttp(this IServiceCollection services, ListenAddress? address, AccessToken? token)
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
        services.AddSingleton(new ApiAccess(address, token));
        services.AddSingleton<IHttpEndpoints, FleetEndpoint>();
        services.AddHostedService<HttpHost>();
        return services;
    }
}
