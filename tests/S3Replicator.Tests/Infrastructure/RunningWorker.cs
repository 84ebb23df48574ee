using System.Globalization;
using System.Text.RegularExpressions;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Infrastructure;

/// <summary>The real worker, as a process of its own that listens.</summary>
public sealed partial class RunningWorker : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly HttpClient _http;

    private RunningWorker(ProgramProcess process, Uri address)
    {
        Process = process;
        _http = new() { BaseAddress = address, Timeout = Bound };
    }

    public ProgramProcess Process { get; }

    /// <summary>Starts the worker on the world's queue and waits until it listens.</summary>
    public static async Task<RunningWorker> StartAsync(
        LocalWorld world, string rules, CancellationToken cancellationToken, IReadOnlyDictionary<string, string?>? variables = null, params string[] arguments)
    {
        var process = ProgramProcess.Start(world.Program(["run", "--queue-url", world.QueueUrl, "--rules", rules, "--listen", "127.0.0.1:0", .. arguments], variables));

        try
        {
            var line = await process.ErrorLineAsync(line => Address().IsMatch(line), Bound, cancellationToken);
            return new(process, new Uri(Address().Match(line).Groups[1].Value));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken) => _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);

    /// <summary>Asks with an access token.</summary>
    public async Task<HttpResponseMessage> GetAsync(string path, string? token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        return await _http.SendAsync(request, cancellationToken);
    }

    /// <summary>The metrics, as Prometheus reads them.</summary>
    public Task<string> MetricsAsync(CancellationToken cancellationToken) => _http.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellationToken);

    /// <summary>Waits until one series has a value that is wanted, and gives it.</summary>
    public async Task<double> MetricAsync(string name, Func<double, bool> isWanted, CancellationToken cancellationToken, params string[] labels)
    {
        double? found = null;
        await Poll.UntilAsync(
            async _ =>
            {
                found = ValueOf(await MetricsAsync(cancellationToken), name, labels);
                return found is { } value && isWanted(value);
            },
            Bound,
            cancellationToken);
        return found!.Value;
    }

    /// <summary>The value of the series with this name and all these labels; null where there is none.</summary>
    public static double? ValueOf(string metrics, string name, params string[] labels)
    {
        var line = metrics.Split('\n').FirstOrDefault(line =>
            line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] is '{' or ' ' && labels.All(label => line.Contains(label, StringComparison.Ordinal)));
        return line is null ? null : double.Parse(SampleValue().Match(line).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Stops the worker as a supervisor does, and waits for its end.</summary>
    public Task<ProgramResult> StopAsync(CancellationToken cancellationToken)
    {
        Process.Terminate();
        return Process.WaitForExitAsync(Bound, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Process.DisposeAsync();
    }

    [GeneratedRegex(@"Listening on (http://\S+?)\.?$")]
    private static partial Regex Address();

    // Value, then perhaps a timestamp.
    [GeneratedRegex(@"(?:\}| )\s*(\S+)(?: \d+)?$")]
    private static partial Regex SampleValue();
}
