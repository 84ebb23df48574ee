using System.Text.Json;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Kms;

namespace S3Replicator.LocalAws.Control;

/// <summary>KMS keys over HTTP: GET lists those that were defined, POST or PUT defines one or changes it.</summary>
internal sealed class KeyControl(KmsKeys keys)
{
    private const int MaxBody = 128 * 1024;

    public async ValueTask<ControlAnswer> AnswerAsync(HttpRequest request, string rest, CancellationToken cancellationToken) =>
        (request.Method, rest.Length <= 1) switch
        {
            ("GET", true) => ControlAnswer.Of(new KeyListing(keys.Snapshot()), ControlJson.Default.KeyListing),
            ("POST" or "PUT", true) => await DefineAsync(request, cancellationToken),
            _ => ControlAnswer.Refused(StatusCodes.Status404NotFound, "Use GET or POST on /_local/keys."),
        };

    private async ValueTask<ControlAnswer> DefineAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var key = await ControlBody.ReadAsync(request, ControlJson.Default.SeedKey, MaxBody, cancellationToken);
            keys.Define(key.ToKey());
            return ControlAnswer.Of(new KeyListing(keys.Snapshot()), ControlJson.Default.KeyListing);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return ControlAnswer.Refused(StatusCodes.Status400BadRequest, exception.Message);
        }
    }
}
