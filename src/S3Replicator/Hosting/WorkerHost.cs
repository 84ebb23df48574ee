using Microsoft.Extensions.DependencyInjection.Extensions;
using S3Replicator.Aws;
using S3Replicator.Aws.Sts;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Lag;
using S3Replicator.Hosting.Http;
using S3Replicator.Hosting.Http.Api;
using S3Replicator.Telemetry;

namespace S3Replicator.Hosting;

/// <summary>Builds the host that <c>run</c> and <c>demo</c> share.</summary>
internal static class WorkerHost
{
    public static IHost Create(
        ReplicatorOptions options,
        AwsContext aws,
        IReadOnlyList<IMessageQueue> queues,
        RuleSet rules,
        Action<IHostApplicationBuilder>? configure = null,
        ListenAddress? listen = null,
        AccessToken? token = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddEnvironmentVariables();
        builder.Logging.AddStandardError(builder.Configuration);
        builder.Services.AddSingleton(provider => StsSetup.Create(aws, options.WorkerId, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RoleSessions>>()));
        builder.Services.AddReplicator(options, aws, queues, rules);
        builder.Services.AddSingleton<Preflight>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Queue.ShutdownBudget + TimeSpan.FromSeconds(10));
        builder.Services.RemoveAll<IHostLifetime>();
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.AddTelemetry(rules, isScraped: listen is not null);
        builder.Services.AddHttp(listen, token);
        configure?.Invoke(builder);
        var host = builder.Build();
        var metrics = host.Services.GetRequiredService<ReplicatorMetrics>();
        metrics.Observe(host.Services.GetRequiredService<LagBook>(), aws.Requests, aws.Clock);
        metrics.Observe(host.Services.GetRequiredService<QueueDepths>());
        return host;
    }
}
