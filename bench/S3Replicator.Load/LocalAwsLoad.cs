using System.Globalization;
using S3Replicator.LocalAws;

namespace S3Replicator.Load;

/// <summary>The local AWS beside a bare endpoint, in turns, so that what else the machine does falls on both.</summary>
internal static class LocalAwsLoad
{
    private const int WarmUp = 16;
    private const double CheckedTarget = 0.4;
    private const double UncheckedTarget = 0.6;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(250);

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(LoadOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"{"",-12}{"signatures",-12}{"bare/s",10}{"local/s",10}{"ratio",8}{"best",8}{"by CPU",8}{"target",8}");
        var isMet = true;
        foreach (var isChecked in (bool[])[true, false])
        {
            await using var aws = await LocalAwsServer.StartAsync(
                new LocalAwsOptions { Seed = 1, VerifySignatures = isChecked, RequestLogCapacity = 0 }, cancellationToken);
            await PrepareAsync(aws.Endpoint, options, cancellationToken);
            foreach (var scenario in Scenario.All.Where(scenario => options.Scenarios.Count == 0 || options.Scenarios.Contains(scenario.Name, StringComparer.OrdinalIgnoreCase)))
            {
                var target = isChecked ? CheckedTarget : UncheckedTarget;
                var (bare, local, ratio, best, byProcessor) = await CompareAsync(scenario, aws.Endpoint, options, cancellationToken);
                isMet &= ratio >= target;
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{scenario.Name,-12}{(isChecked ? "checked" : "off"),-12}{bare,10:n0}{local,10:n0}{ratio,8:n2}{best,8:n2}{byProcessor,8:n2}{target,8:n1}"));
            }
        }

        return isMet || !options.FailsBelowTarget ? 0 : 1;
    }

    private static async Task PrepareAsync(Uri endpoint, LoadOptions options, CancellationToken cancellationToken)
    {
        using var connection = new LoadConnection(endpoint);
        await connection.ConnectAsync(cancellationToken);
        await connection.AskAsync(SignedRequest.Create(endpoint, "PUT", "/load", []), cancellationToken);
        foreach (var request in Scenario.All[0].For(endpoint, options.Connections).SelectMany(requests => requests))
        {
            await connection.AskAsync(request, cancellationToken);
        }
    }

    private static async Task<(double Bare, double Local, double Ratio, double Best, double ByProcessor)> CompareAsync(
        Scenario scenario, Uri endpoint, LoadOptions options, CancellationToken cancellationToken)
    {
        using var connection = new LoadConnection(endpoint);
        await connection.ConnectAsync(cancellationToken);
        var answer = (await connection.AskAsync(scenario.Create(endpoint, "0000/0000"), cancellationToken)).ToArray();
        await using var bare = await BareEndpoint.StartAsync(answer, cancellationToken);
        var local = scenario.For(endpoint, options.Connections);
        var same = scenario.For(bare.Endpoint, options.Connections);

        // The first rounds are for the compiler to know both.
        List<(LoadFigures Bare, LoadFigures Local)> rounds = [];
        for (var round = -WarmUp; round < options.Rounds; round++)
        {
            var theirs = await LoadRun.MeasureAsync(bare.Endpoint, same, Slice, cancellationToken);
            var ours = await LoadRun.MeasureAsync(endpoint, local, Slice, cancellationToken);
            if (round >= 0)
            {
                rounds.Add((theirs, ours));
            }
        }

        return (
            Median(rounds.Select(round => round.Bare.PerSecond)),
            Median(rounds.Select(round => round.Local.PerSecond)),
            Median(rounds.Select(round => round.Local.PerSecond / round.Bare.PerSecond)),

            // Other work on the machine only ever slows a slice down, so the best slices of each are the least disturbed.
            Best(rounds.Select(round => round.Local.PerSecond)) / Best(rounds.Select(round => round.Bare.PerSecond)),
            Median(rounds.Select(round => round.Local.PerProcessorSecond / round.Bare.PerProcessorSecond)));
    }

    /// <summary>The mean of the best tenth, and of two at least.</summary>
    private static double Best(IEnumerable<double> values)
    {
        double[] sorted = [.. values.OrderDescending()];
        return sorted.Take(Math.Max(2, sorted.Length / 10)).Average();
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
