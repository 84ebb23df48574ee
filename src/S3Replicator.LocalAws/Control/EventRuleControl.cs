using System.Text.Json;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.S3.EventBridge;

namespace S3Replicator.LocalAws.Control;

/// <summary>Rules of EventBridge over HTTP: GET lists, POST or PUT adds one.</summary>
internal sealed class EventRuleControl(EventBus bus)
{
    private const int MaxBody = 4096;

    public async ValueTask<ControlAnswer> AnswerAsync(HttpRequest request, string rest, CancellationToken cancellationToken)
    {
        if (rest.Length > 1 || request.Method is not ("GET" or "POST" or "PUT"))
        {
            return ControlAnswer.Refused(StatusCodes.Status404NotFound, "Use GET or POST on /_local/event-rules.");
        }

        try
        {
            if (request.Method is not "GET")
            {
                bus.Add(await ControlBody.ReadAsync(request, ControlJson.Default.EventRule, MaxBody, cancellationToken));
            }

            return ControlAnswer.Of(new EventRuleListing(bus.Snapshot()), ControlJson.Default.EventRuleListing);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return ControlAnswer.Refused(StatusCodes.Status400BadRequest, exception.Message);
        }
    }
}
