using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using S3Replicator.Hosting;
using S3Replicator.LocalAws;
using S3Replicator.LocalAws.Seeding;

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
            HelpName = "PORT",
            DefaultValueFactory = _ => DefaultPort,
        };
        port.Validators.Add(given =>
        {
            if (given.Tokens.Count > 0 && int.TryParse(given.Tokens[0].Value, CultureInfo.InvariantCulture, out var number)
                && number is < 0 or > IPEndPoint.MaxPort)
            {
                given.AddError("--port takes a number from 0 to 65535.");
            }
        });
        var data = new Option<string?>("--data")
        {
            Description = "The folder that keeps buckets, objects, queues and roles from one start to the next, made where it is missing; without it they are in memory.",
            HelpName = "DIR",
        };
        var seed = new Option<string?>("--seed")
        {
            Description = "A JSON file that says what is there from the start: users, roles, KMS keys, queues, buckets, faults.",
            HelpName = "FILE",
        };
        var trusting = new Option<bool>("--no-signature-check")
        {
            Description = "Takes the access key of a request at its word, and requests without one as the account's owner; for measurements.",
        };
        var command = new VerbCommand(
            "local",
            "Run only the embedded local AWS (S3, SQS, STS) for any client. Prints one line of JSON with endpoint and credentials when it is ready. Messages are always in memory.",
            "s3replicator local --port 4566 --data .local-aws")
        {
            port,
            data,
            seed,
            trusting,
        };
        command.SetAction((parsed, _) => ExecuteAsync(new LocalAwsOptions
        {
            Port = parsed.GetValue(port),
            DataDirectory = parsed.GetValue(data),
            SeedFile = parsed.GetValue(seed),
            VerifySignatures = !parsed.GetValue(trusting),
        }));
        return command;
    }

    private static async Task<int> ExecuteAsync(LocalAwsOptions options)
    {
        using var signals = new StopSignals();

        try
        {
            await using var local = await StartAsync(options, signals.Token);
            await Console.Out.WriteLineAsync(LocalReady.Write(local.Endpoint, options));
            await Task.Delay(Timeout.InfiniteTimeSpan, options.TimeProvider, signals.Token);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            // Told to stop.
        }

        return signals.IsInterrupted ? ExitCode.Interrupted : ExitCode.Done;
    }

    private static async Task<LocalAwsServer> StartAsync(LocalAwsOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await LocalAwsServer.StartAsync(options, cancellationToken);
        }
        catch (Exception exception) when (exception is DataFolderException)
        {
            throw new CommandException(ExitCode.WrongUsage, exception.Message, "Choose another folder with --data, or end whoever uses it.", exception);
        }
        catch (SeedFileException exception)
        {
            throw new CommandException(ExitCode.WrongUsage, exception.Message, "See docs/reference/local-aws.md for what --seed takes.", exception);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            var fault = exception.InnerException is AddressInUseException ? "is already in use" : $"cannot be used: {exception.GetBaseException().Message}";
            throw new CommandException(
                ExitCode.WrongUsage,
                string.Create(CultureInfo.InvariantCulture, $"Port {options.Port} {fault}."),
                "Choose another with --port, or 0 for any free one.",
                exception);
        }
    }
}
