using System.CommandLine;

namespace S3Replicator.Commands;

/// <summary>Asks a worker for its health; for images that have no other client.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static Command Create()
    {
        var address = new Argument<string>("URL")
        {
            Description = "What is asked; the worker's liveness at 127.0.0.1:8080 by default.",
            DefaultValueFactory = _ => "http://127.0.0.1:8080/health/live",
        };
        address.Validators.Add(given =>
        {
            if (given.Tokens.Count > 0 && !(Uri.TryCreate(given.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            {
                given.AddError($"'{given.Tokens[0].Value}' is no URL. It looks like http://127.0.0.1:8080/health/ready.");
            }
        });
        var command = new VerbCommand(
            "health",
            "Ask a worker that runs with --listen for its health. Ends with 1 when it is not well, and prints what fails.",
            "s3replicator health http://127.0.0.1:8080/health/ready")
        {
            address,
        };
        command.SetAction((parsed, cancellationToken) => AskAsync(new(parsed.GetRequiredValue(address)), parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    private static async Task<int> AskAsync(Uri address, TextWriter output, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Patience };

        try
        {
            using var answer = await client.GetAsync(address, cancellationToken);
            await output.WriteLineAsync((await answer.Content.ReadAsStringAsync(cancellationToken)).TrimEnd());
            return answer.IsSuccessStatusCode ? ExitCode.Done : ExitCode.AnswerIsNo;
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CommandException(
                ExitCode.AnswerIsNo, $"Nobody answers at {address}: {exception.Message}", "Start the worker with --listen 127.0.0.1:8080.", exception);
        }
    }
}
