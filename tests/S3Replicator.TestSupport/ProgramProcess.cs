using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace S3Replicator.TestSupport;

/// <summary>
/// A program running as a real child process. Whatever the test does, the process is gone
/// when this object is disposed of or the tests end.
/// </summary>
public sealed class ProgramProcess : IAsyncDisposable
{
    private static readonly TimeSpan KillBound = TimeSpan.FromSeconds(10);
    private static readonly ConcurrentDictionary<ProgramProcess, bool> Running = new();

    private readonly Process _process;
    private readonly CapturedText _output;
    private readonly CapturedText _error;

    static ProgramProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var program in Running.Keys)
        {
            program.Kill();
        }
    };

    private ProgramProcess(Process process)
    {
        _process = process;
        _output = CapturedText.Of(process.StandardOutput);
        _error = CapturedText.Of(process.StandardError);
    }

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether the process has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What came on standard output so far.</summary>
    public string StandardOutput => _output.Text;

    /// <summary>What came on standard error so far.</summary>
    public string StandardError => _error.Text;

    /// <summary>Starts the built s3replicator with these arguments.</summary>
    public static ProgramProcess Start(params string[] arguments) => Start(new ProgramStart(arguments));

    /// <summary>Starts a program.</summary>
    public static ProgramProcess Start(ProgramStart start)
    {
        var process = Process.Start(ChildStartInfo.From(start)) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        var program = new ProgramProcess(process);
        Running.TryAdd(program, true);
        _ = program.FeedAsync(start.StandardInput);
        return program;
    }

    /// <summary>Runs the built s3replicator to its end.</summary>
    public static Task<ProgramResult> RunAsync(IReadOnlyList<string> arguments, TimeSpan bound, CancellationToken cancellationToken) =>
        RunAsync(new ProgramStart([.. arguments]), bound, cancellationToken);

    /// <summary>Runs a program to its end; one that has not ended within the bound is killed and a <see cref="TimeoutException"/> thrown.</summary>
    public static async Task<ProgramResult> RunAsync(ProgramStart start, TimeSpan bound, CancellationToken cancellationToken)
    {
        await using var program = Start(start);
        return await program.WaitForExitAsync(bound, cancellationToken);
    }

    /// <summary>Waits for a line of standard output and gives it, for example the one that says the program is ready.</summary>
    public Task<string> OutputLineAsync(Func<string, bool> isWanted, TimeSpan bound, CancellationToken cancellationToken) =>
        LineAsync(_output, isWanted, bound, cancellationToken);

    /// <summary>Waits for a line of standard error and gives it.</summary>
    public Task<string> ErrorLineAsync(Func<string, bool> isWanted, TimeSpan bound, CancellationToken cancellationToken) =>
        LineAsync(_error, isWanted, bound, cancellationToken);

    /// <summary>Waits for the end; a program that has not ended within the bound is killed and a <see cref="TimeoutException"/> thrown.</summary>
    public async Task<ProgramResult> WaitForExitAsync(TimeSpan bound, CancellationToken cancellationToken)
    {
        using var expiry = new CancellationTokenSource(bound);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        try
        {
            await _process.WaitForExitAsync(either.Token);
            await Task.WhenAll(_output.Completion, _error.Completion).WaitAsync(either.Token);
        }
        catch (OperationCanceledException cause)
        {
            Kill();
            if (cancellationToken.IsCancellationRequested)
            {
                throw;
            }

            throw new TimeoutException($"The program had not ended within {bound}.\n{Describe()}", cause);
        }

        return new ProgramResult(_process.ExitCode, StandardOutput, StandardError);
    }

    /// <summary>Sends SIGTERM, as a service supervisor does.</summary>
    public void Terminate() => Signal(UnixSignal.Terminate);

    /// <summary>Sends SIGINT, as Ctrl+C does.</summary>
    public void Interrupt() => Signal(UnixSignal.Interrupt);

    /// <summary>Ends the process and its children at once, as a power cut does.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in the meantime.
        }
    }

    /// <summary>Kills the process if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Running.TryRemove(this, out _))
        {
            return;
        }

        Kill();
        using var expiry = new CancellationTokenSource(KillBound);
        await _process.WaitForExitAsync(expiry.Token);
        _process.Dispose();
    }

    private async Task FeedAsync(string standardInput)
    {
        try
        {
            await _process.StandardInput.WriteAsync(standardInput);
            _process.StandardInput.Close();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The program ended, or closed its input, without reading it all.
        }
    }

    private void Signal(int signal)
    {
        if (!_process.HasExited)
        {
            UnixSignal.Send(_process.Id, signal);
        }
    }

    private async Task<string> LineAsync(CapturedText text, Func<string, bool> isWanted, TimeSpan bound, CancellationToken cancellationToken)
    {
        string? found = null;
        try
        {
            await Poll.UntilAsync(
                () =>
                {
                    var isComplete = text.Completion.IsCompleted;
                    found = text.Lines.FirstOrDefault(isWanted);
                    return found is not null || isComplete;
                },
                bound,
                cancellationToken);
        }
        catch (TimeoutException cause)
        {
            throw new TimeoutException($"The line did not come within {bound}.\n{Describe()}", cause);
        }

        return found ?? throw new InvalidOperationException($"The program ended without the line.\n{Describe()}");
    }

    private string Describe() => $"--- standard output\n{StandardOutput}\n--- standard error\n{StandardError}";
}
