using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace S3Replicator.LocalAws.Control;

/// <summary>The clock over HTTP: GET shows it, POST advances it.</summary>
internal sealed class ClockControl(LocalClock clock)
{
    private const int MaxBody = 1024;

    public async ValueTask<ControlAnswer> AnswerAsync(HttpRequest request, string rest, CancellationToken cancellationToken) =>
        (request.Method, rest.Length <= 1) switch
        {
            ("GET", true) => Show(),
            ("POST" or "PUT", true) => await AdvanceAsync(request, cancellationToken),
            _ => ControlAnswer.Refused(StatusCodes.Status404NotFound, "Use GET or POST on /_local/clock."),
        };

    private ControlAnswer Show() =>
        ControlAnswer.Of(new ClockState(clock.GetUtcNow(), clock.Offset.TotalSeconds), ControlJson.Default.ClockState);

    private async ValueTask<ControlAnswer> AdvanceAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var advance = await ControlBody.ReadAsync(request, ControlJson.Default.ClockAdvance, MaxBody, cancellationToken);
            clock.Advance(TimeSpan.FromSeconds(advance.AdvanceSeconds));
            return Show();
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or OverflowException)
        {
            return ControlAnswer.Refused(StatusCodes.Status400BadRequest, exception.Message);
        }
    }
}
