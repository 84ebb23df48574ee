using System.Globalization;

namespace S3Replicator.StartTime;

/// <summary>Programs in turn, so that what else the machine does falls on all of them.</summary>
internal static class Comparison
{
    private const double Mebibyte = 1024 * 1024;
    private static readonly TimeSpan Target = TimeSpan.FromSeconds(0.5);

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<FileInfo> programs, int rounds, bool failsAboveTarget, TextWriter output, CancellationToken cancellationToken)
    {
        await using var scene = await Scene.StartAsync(cancellationToken);
        var figures = programs.Select(_ => new List<StartFigures>()).ToList();

        // The first round fills the caches of files, and lets the local AWS be compiled.
        for (var round = -1; round < rounds; round++)
        {
            for (var index = 0; index < programs.Count; index++)
            {
                var start = await scene.MeasureAsync(programs[index].FullName, cancellationToken);
                if (round >= 0)
                {
                    figures[index].Add(start);
                }
            }
        }

        await output.WriteLineAsync($"{"median ms",10}{"least ms",10}{"most ms",10}{"CPU ms",10}{"file MiB",10}  program");
        var isMet = true;
        foreach (var (program, starts) in programs.Zip(figures))
        {
            var median = Median(starts.Select(start => start.Elapsed));
            isMet &= median < Target;
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{median.TotalMilliseconds,10:n0}{starts.Min(start => start.Elapsed).TotalMilliseconds,10:n0}{starts.Max(start => start.Elapsed).TotalMilliseconds,10:n0}"
                + $"{Median(starts.Select(start => start.Processor)).TotalMilliseconds,10:n0}{program.Length / Mebibyte,10:n1}  {program}"));
        }

        return isMet || !failsAboveTarget ? 0 : 1;
    }

    private static TimeSpan Median(IEnumerable<TimeSpan> values)
    {
        TimeSpan[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
