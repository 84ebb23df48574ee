using System.Globalization;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking;
using S3Replicator.Hosting;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace S3Replicator.Demo;

/// <summary>What the demo tells: a live table on a terminal, a few lines elsewhere.</summary>
internal sealed class DemoConsole(IAnsiConsole result, IAnsiConsole progress)
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(150);

    public void Started(Uri endpoint, int objects)
    {
        progress.WriteLine($"A local AWS runs at {Text(endpoint)}: buckets in two regions, a queue, a role, two rules.");
        progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"An application puts {objects:N0} objects, overwrites and deletes some."));
    }

    /// <summary>Shows the picture again and again until the work is done.</summary>
    public async Task FollowAsync(Func<IRenderable> picture, Task work, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (!progress.Profile.Capabilities.Interactive || !progress.Profile.Out.IsTerminal)
        {
            await work;
            return;
        }

        await progress.Live(picture()).AutoClear(true).StartAsync(async live =>
        {
            while (!work.IsCompleted)
            {
                live.UpdateTarget(picture());
                await Task.WhenAny(work, Task.Delay(Refresh, timeProvider, cancellationToken));
            }
        });
        await work;
    }

    public async Task FinishedAsync(IReadOnlyList<DemoFinding> findings, RunSummary summary, bool asJson)
    {
        if (asJson)
        {
            await Console.Out.WriteLineAsync(SummaryJson.Write(summary));
            return;
        }

        result.Write(DemoScreen.Findings(findings));

        foreach (var finding in findings)
        {
            foreach (var difference in finding.Differences)
            {
                result.WriteLine($"{finding.Rule.Id}: {difference}");
            }
        }

        await result.Profile.Out.Writer.WriteLineAsync(SummaryText.Write(summary));
    }

    /// <summary>Leaves everything running for whoever wants to try it by hand.</summary>
    public async Task KeepRunningAsync(
        Uri endpoint, RuleSet rules, DemoProgress operations, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        progress.WriteLine(string.Empty);
        progress.WriteLine("It goes on until Ctrl+C. Try it by hand:");
        progress.WriteLine($"  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION={DemoNames.HomeRegion}");
        progress.WriteLine($"  aws --endpoint-url {Text(endpoint)} s3 cp README.md s3://{DemoNames.SourceBucket}/logs/");
        progress.WriteLine($"  aws --endpoint-url {Text(endpoint)} --region {DemoNames.AwayRegion} s3 ls s3://{DemoNames.ArchiveBucket}/logs/");
        await FollowAsync(
            () => DemoScreen.Live(rules, operations, "Ctrl+C ends the demo"),
            Task.Delay(Timeout.InfiniteTimeSpan, timeProvider, cancellationToken),
            timeProvider,
            cancellationToken);
    }

    private static string Text(Uri endpoint) => endpoint.ToString().TrimEnd('/');
}
