using System.CommandLine;
using S3Replicator.Hosting;

namespace S3Replicator.Commands;

/// <summary>The worker.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var options = new RunOptions();
        var command = new VerbCommand(
            "run",
            "Read event notifications from SQS and replicate what the rules say.",
            "s3replicator run --queue-url https://sqs.us-east-1.amazonaws.com/111122223333/s3-events --rules rules/");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => WorkerRun.ExecuteAsync(options.Read(parsed), cancellationToken));
        return command;
    }
}
