using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using S3Replicator.LocalAws.Control;
using S3Replicator.LocalAws.S3;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;
using S3Replicator.LocalAws.Signing;

namespace S3Replicator.LocalAws.Http;

/// <summary>Takes every request: finds its service, has it answered, and writes it down.</summary>
internal sealed class FrontDoor(S3Gate s3, QueryGate queryServices, ControlPlane control, IdSource ids, DateHeader date, RequestLog log)
{
    private const string SigningV2 = "AWS ";

    public Task HandleAsync(HttpContext http) =>
        ControlPlane.Owns(http.Request.Path) ? control.HandleAsync(http) : AnswerAwsAsync(http);

    private async Task AnswerAwsAsync(HttpContext http)
    {
        var exchange = new Exchange(http, ids.RequestId(), ids.HostId());
        http.Response.Headers.Date = date.Value;
        try
        {
            await DispatchAsync(exchange);
        }
        catch (AwsErrorException exception) when (!http.Response.HasStarted)
        {
            await AnswerAsync(exchange, exception.Error);
        }
        catch (Exception exception) when (exception is ConnectionResetException || (exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested))
        {
            // The client has gone: nobody is left to answer.
        }
        catch (Exception exception) when (exception is BadHttpRequestException or IOException { InnerException: OverflowException } && !http.Response.HasStarted)
        {
            // The body ended before its length or is not the chunks that it says it is; Kestrel tells a chunk's size that is no number in its own way.
            await AnswerAsync(exchange, S3Errors.IncompleteBody);
        }
#pragma warning disable CA1031 // The boundary of a request: a defect here must become S3's InternalError, not a torn connection.
        catch (Exception exception) when (!http.Response.HasStarted)
#pragma warning restore CA1031
        {
            exchange.Fault = exception.ToString();
            await AnswerAsync(exchange, S3Errors.Internal);
        }
        finally
        {
            log.Add(exchange.ToLog());
        }
    }

    private ValueTask DispatchAsync(Exchange exchange)
    {
        var http = exchange.Http;
        var target = RequestTarget.Parse(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget)
            ?? throw new AwsErrorException(S3Errors.InvalidUri);
        exchange.Scope = ScopeOf(http.Request, target);
        exchange.Service = exchange.Scope?.Service ?? QueryGate.ServiceOfUnsigned(http.Request);
        return exchange.Service switch
        {
            "s3" => s3.HandleAsync(exchange, target),
            "sqs" or "sts" or "iam" => queryServices.HandleAsync(exchange, target),
            var other => throw new AwsErrorException(S3Errors.UnsupportedResource($"the service {other}")),
        };
    }

    private static SignedScope? ScopeOf(HttpRequest request, RequestTarget target)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.Length > 0)
        {
            return SignedScope.FromHeader(authorization)
                ?? throw new AwsErrorException(
                    authorization.StartsWith(SigningV2, StringComparison.Ordinal)
                        ? S3Errors.InvalidRequest("The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.")
                        : authorization.StartsWith(SignedScope.Algorithm, StringComparison.Ordinal)
                            ? SignatureErrors.MalformedHeader
                            : SignatureErrors.UnsupportedAuthorization);
        }

        if (target.Parameters.Length == 0 || (!target.Has("X-Amz-Signature") && !target.Has("X-Amz-Credential")))
        {
            return null;
        }

        return SignedScope.FromQuery(target) ?? throw new AwsErrorException(SignatureErrors.MalformedQuery);
    }

    private static ValueTask AnswerAsync(Exchange exchange, AwsError error)
    {
        var response = exchange.Http.Response;
        if (exchange.Http.Request.Headers.Expect.Count > 0)
        {
            // The client may have kept its body back. What it sends next on this connection could not be told from the body.
            response.Headers.Connection = "close";
        }

        if (exchange.Service is "sqs" or "sts" or "iam")
        {
            QueryErrors.Write(exchange, error);
            return ValueTask.CompletedTask;
        }

        S3Gate.WriteIds(exchange);
        response.Headers.ETag = default;
        return S3Response.ErrorAsync(exchange.Http, error, exchange.RequestId, exchange.HostId);
    }
}
