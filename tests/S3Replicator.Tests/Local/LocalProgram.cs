using System.Text.Json;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Local;

/// <summary>The verb <c>local</c> as a process of its own, on a free port.</summary>
public sealed class LocalProgram : IAsyncDisposable
{
    /// <summary>How long a start, a stop or a client's command may take on a busy machine.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);

    private LocalProgram(ProgramProcess process, JsonElement ready)
    {
        Process = process;
        Ready = ready;
    }

    public ProgramProcess Process { get; }

    /// <summary>The line that it printed when it was ready.</summary>
    public JsonElement Ready { get; }

    public string Endpoint => Ready.GetProperty("endpoint").GetString()!;

    public static async Task<LocalProgram> StartAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var process = ProgramProcess.Start(["local", "--port", "0", .. arguments]);

        try
        {
            var line = await process.OutputLineAsync(_ => true, Bound, cancellationToken);
            return new(process, JsonDocument.Parse(line).RootElement);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
