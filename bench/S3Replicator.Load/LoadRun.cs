using System.Diagnostics;

namespace S3Replicator.Load;

/// <summary>Sends requests over several connections for a while, and counts the answers.</summary>
internal static class LoadRun
{
    /// <summary>Sends for a while.</summary>
    /// <param name="endpoint">Where to.</param>
    /// <param name="requests">For each connection the requests that it sends in turn.</param>
    /// <param name="duration">How long.</param>
    /// <param name="cancellationToken">Ends it with an exception.</param>
    public static async Task<LoadFigures> MeasureAsync(Uri endpoint, IReadOnlyList<byte[][]> requests, TimeSpan duration, CancellationToken cancellationToken)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(requests.Select(own => Task.Run(() => SendAsync(endpoint, own, clock, duration, cancellationToken), cancellationToken)));
        return new LoadFigures(counts.Sum() / clock.Elapsed.TotalSeconds, counts.Sum() / (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }

    private static async Task<long> SendAsync(Uri endpoint, byte[][] requests, Stopwatch clock, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var connection = new LoadConnection(endpoint);
        await connection.ConnectAsync(cancellationToken);
        var count = 0L;
        while (clock.Elapsed < duration)
        {
            await connection.AskAsync(requests[count % requests.Length], cancellationToken);
            count++;
        }

        return count;
    }
}
