using S3Replicator.Commands;
using S3Replicator.Core.Pipeline.DryRun;
using S3Replicator.Core.Queueing;

namespace S3Replicator.Hosting;

/// <summary>What makes a worker's run a dry one.</summary>
internal static class DryRunSetup
{
    /// <summary>As many messages as anybody reads, and far fewer than SQS lets be hidden (120,000).</summary>
    private const int MostHeld = 10_000;

    public static void Apply(ReplicatorOptions options)
    {
        options.Queue.MaxInHand = MostHeld;

        // Each message is judged by what the destination holds, not by what those before it would have put there.
        options.DestinationsRemembered = 0;
    }

    /// <summary>Shows messages instead of carrying them out.</summary>
    public static IServiceCollection AddDryRun(this IServiceCollection services, bool asJson)
    {
        services.AddSingleton<IDryRunOutput>(new DryRunPrint(Console.Out, asJson));
        services.AddSingleton<EventExplainer>();
        services.AddSingleton<DryRunHandler>();
        services.AddSingleton<IMessageHandler>(provider => provider.GetRequiredService<DryRunHandler>());
        return services;
    }

    /// <summary>Says it where a queue holds more than a dry run shows.</summary>
    public static async Task TellIfFullAsync(IEnumerable<MessagePump> pumps)
    {
        foreach (var pump in pumps.Where(pump => pump.Activity.IsFull))
        {
            await Console.Error.WriteLineAsync($"Queue {pump.QueueName} may hold more messages than the {MostHeld} that a dry run shows.");
        }
    }
}
