using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Faults;

namespace S3Replicator.LocalAws.Control;

/// <summary>The fault rules over HTTP: GET lists, POST or PUT adds one, DELETE removes one or all.</summary>
internal sealed class FaultControl(FaultInjection faults)
{
    private const int MaxBody = 64 * 1024;

    public async ValueTask<ControlAnswer> AnswerAsync(HttpRequest request, string rest, CancellationToken cancellationToken)
    {
        var isOne = TryParseId(rest, out var id);
        return (request.Method, isOne) switch
        {
            ("GET", false) when rest.Length <= 1 => List(),
            ("POST" or "PUT", false) when rest.Length <= 1 => await AddAsync(request, cancellationToken),
            ("DELETE", false) when rest.Length <= 1 => RemoveAll(),
            ("GET", true) => Show(id),
            ("DELETE", true) => Remove(id),
            _ => ControlAnswer.Refused(
                StatusCodes.Status404NotFound, "Use GET, POST or DELETE on /_local/faults, GET or DELETE on /_local/faults/ID."),
        };
    }

    private static bool TryParseId(string rest, out int id)
    {
        id = 0;
        return rest.StartsWith('/') && int.TryParse(rest.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out id);
    }

    private ControlAnswer List() =>
        ControlAnswer.Of(new FaultListing([.. faults.Snapshot().Select(FaultEntry.Of)]), ControlJson.Default.FaultListing);

    private ControlAnswer Show(int id) => faults.Snapshot().FirstOrDefault(handle => handle.Id == id) is { } handle
        ? ControlAnswer.Of(FaultEntry.Of(handle), ControlJson.Default.FaultEntry)
        : Unknown(id);

    private ControlAnswer Remove(int id) => faults.Remove(id) ? ControlAnswer.Nothing : Unknown(id);

    private ControlAnswer RemoveAll()
    {
        faults.Clear();
        return ControlAnswer.Nothing;
    }

    private async ValueTask<ControlAnswer> AddAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var rule = await ControlBody.ReadAsync(request, ControlJson.Default.FaultRule, MaxBody, cancellationToken);
            return ControlAnswer.Of(FaultEntry.Of(faults.Add(rule)), ControlJson.Default.FaultEntry, StatusCodes.Status201Created);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return ControlAnswer.Refused(StatusCodes.Status400BadRequest, exception.Message);
        }
    }

    private static ControlAnswer Unknown(int id) =>
        ControlAnswer.Refused(StatusCodes.Status404NotFound, string.Create(CultureInfo.InvariantCulture, $"There is no fault {id}."));
}
