using System.CommandLine;
using System.Globalization;
using S3Replicator.Hosting;
using S3Replicator.LocalAws;

namespace S3Replicator.Commands;

/// <summary>Only the embedded local AWS.</summary>
internal static class LocalCommand
{
    private const int DefaultPort = 4566;

    public static Command Create()
    {
        var port = new Option<int>("--port")
        {
            Description = "The port on 127.0.0.1; 0 takes any free one.",
            DefaultValueFactory = _ => DefaultPort,
        };
        var data = new Option<string?>("--data")
        {
            Description = "Keep everything in this folder; without it data is in memory.",
            HelpName = "DIR",
        };
        var command = new VerbCommand(
            "local",
            "Run only the embedded local AWS (S3, SQS, STS) for any client; prints one line of JSON when it is ready.",
            "s3replicator local --port 4566")
        {
            port, data,
        };
        command.SetAction((parsed, _) => ExecuteAsync(new LocalAwsOptions { Port = parsed.GetValue(port), DataDirectory = parsed.GetValue(data) }));
        return command;
    }

    private static async Task<int> ExecuteAsync(LocalAwsOptions options)
    {
        using var signals = new StopSignals();

        try
        {
            await using var local = await LocalAwsServer.StartAsync(options, signals.Token);
            await Console.Out.WriteLineAsync(LocalReady.Write(local.Endpoint, options));
            await Task.Delay(Timeout.InfiniteTimeSpan, options.TimeProvider, signals.Token);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            // Told to stop.
        }
        catch (IOException exception)
        {
            throw new CommandException(
                ExitCode.WrongUsage, string.Create(CultureInfo.InvariantCulture, $"Port {options.Port} cannot be used: {exception.Message}"), "Choose another with --port, or 0 for any free one.", exception);
        }

        return signals.IsInterrupted ? ExitCode.Interrupted : ExitCode.Done;
    }
}
