namespace S3Replicator.LocalAws.Tests.Conformance;

/// <summary>The runs of all scripts, each made once, some at a time.</summary>
public sealed class ConformanceRuns : IAsyncDisposable
{
    private const int AtATime = 3;

    private readonly SemaphoreSlim _turns = new(AtATime);
    private readonly CancellationTokenSource _ending = new();
    private readonly Dictionary<string, Task<(ScriptRun? Run, string? Hindrance)>> _runs;

    public ConformanceRuns() =>
        _runs = ConformanceScript.All.ToDictionary(script => script.File, script => Task.Run(() => RunAsync(script)), StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_runs.Values).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _turns.Dispose();
        _ending.Dispose();
    }

    /// <summary>The run of a script; the test is skipped where its client is not installed.</summary>
    internal async Task<ScriptRun> OfAsync(string file)
    {
        var (run, hindrance) = await _runs[file].WaitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(run is null, hindrance ?? string.Empty);
        return run!;
    }

    /// <summary>What all scripts proved; the test is skipped where a client is not installed.</summary>
    internal async Task<IReadOnlyList<Proof>> ProofsAsync()
    {
        var proofs = new List<Proof>();
        foreach (var script in ConformanceScript.All)
        {
            proofs.AddRange((await OfAsync(script.File)).Proofs);
        }

        return proofs;
    }

    private async Task<(ScriptRun? Run, string? Hindrance)> RunAsync(ConformanceScript script)
    {
        await _turns.WaitAsync(_ending.Token);
        try
        {
            var hindrance = await script.HindranceAsync(_ending.Token);
            return hindrance is null ? (await script.RunAsync(_ending.Token), null) : (null, hindrance);
        }
        finally
        {
            _turns.Release();
        }
    }
}
