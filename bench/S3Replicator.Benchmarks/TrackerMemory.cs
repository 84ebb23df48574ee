using System.Globalization;

namespace S3Replicator.Benchmarks;

/// <summary>What the tracker keeps, over ten million operations of a thousand rules.</summary>
internal static class TrackerMemory
{
    private const int Millions = 10;
    private const int Million = 1_000_000;

    public static async Task RunAsync(TextWriter output)
    {
        using var tracker = new TrackerBenchmarks();
        tracker.SetUp();

        for (var million = 0; million <= Millions; million++)
        {
            for (var i = 0; million > 0 && i < Million; i++)
            {
                await tracker.Track_one_operation();
            }

            var kept = GC.GetTotalMemory(forceFullCollection: true);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{million * Million,12:N0} operations: {kept / 1024.0:N0} KiB kept"));
        }
    }
}
