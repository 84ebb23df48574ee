using S3Replicator.Aws;
using S3Replicator.Aws.Sqs;
using S3Replicator.Commands;
using S3Replicator.Core.State;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Notices;
using S3Replicator.Hosting.Fleet;

namespace S3Replicator.Hosting;

/// <summary>What a worker that tells of operations is made of beside the stages.</summary>
internal static class NoticeSetup
{
    /// <summary>How many operations are remembered where no state is kept.</summary>
    private const int Remembered = 100_000;

    /// <summary>Tells the events queue and the log what becomes of operations.</summary>
    public static IServiceCollection AddNotices(this IServiceCollection services, IStateStore? state, ReplicatorOptions options)
    {
        services.AddSingleton(options.Events);

        if (options.Events.QueueUrl is { } url)
        {
            var address = QueueAddress.Parse(url)
                ?? throw new CommandException(
                    ExitCode.WrongUsage, $"{url} is not a queue URL.", "It looks like https://sqs.REGION.amazonaws.com/ACCOUNT/NAME.");
            services.AddSingleton<INoticeQueue>(provider => new SqsNoticeQueue(provider.GetRequiredService<AwsContext>(), address));
            services.AddSingleton<NoticeSender>();
        }

        // Only what leaves the process has to be told once by a whole fleet.
        var marks = options.Events.QueueUrl is null ? null : state;
        services.AddSingleton(provider => new NoticeTeller(
            marks ?? new TransientStateStore(Remembered),
            provider.GetService<NoticeSender>(),
            options.Events,
            provider.GetRequiredService<ServerClock>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<NoticeTeller>>()));
        services.AddSingleton<IOperationObserver>(provider => provider.GetRequiredService<NoticeTeller>());
        services.AddHostedService(provider => new NoticeHost(
            provider.GetRequiredService<NoticeTeller>(),
            marks is null ? null : provider.GetRequiredService<FleetLeases>().Of("notice-sweep"),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<NoticeHost>>()));
        return services;
    }
}
