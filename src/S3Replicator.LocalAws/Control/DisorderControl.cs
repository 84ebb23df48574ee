using System.Text.Json;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Control;

/// <summary>Disorder of delivery over HTTP: POST sets that of one queue, and without probabilities sets it in order again.</summary>
internal sealed class DisorderControl(QueueDirectory queues)
{
    private const int MaxBody = 4096;

    public async ValueTask<ControlAnswer> AnswerAsync(HttpRequest request, string rest, CancellationToken cancellationToken)
    {
        if (request.Method is not ("POST" or "PUT") || rest.Length > 1)
        {
            return ControlAnswer.Refused(StatusCodes.Status404NotFound, "Use POST on /_local/disorder.");
        }

        try
        {
            var asked = await ControlBody.ReadAsync(request, ControlJson.Default.QueueDisorder, MaxBody, cancellationToken);
            var oddities = asked.ToOddities();
            if (queues.FindByArn(asked.Queue) is not { } queue)
            {
                return ControlAnswer.Refused(StatusCodes.Status404NotFound, $"There is no queue {asked.Queue}.");
            }

            queue.Disturb(oddities);
            return ControlAnswer.Nothing;
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return ControlAnswer.Refused(StatusCodes.Status400BadRequest, exception.Message);
        }
    }
}
