using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Faults;
using S3Replicator.LocalAws.Iam;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Sqs;
using S3Replicator.LocalAws.Sts;

namespace S3Replicator.LocalAws.Http;

/// <summary>Lets requests to SQS, STS and IAM in: their bodies are small, and are read before their signatures can be checked.</summary>
internal sealed class QueryGate(SqsEndpoint sqs, StsEndpoint sts, IamEndpoint iam, Authenticator authenticator, FaultGate faults, string defaultRegion)
{
    private const string Target = "X-Amz-Target";
    private const int MaxBody = 4 * 1024 * 1024;

    /// <summary>The service of a request without a signature, by the protocol it speaks.</summary>
    public static string ServiceOfUnsigned(HttpRequest request)
    {
        if (request.Headers[Target].ToString().StartsWith("AmazonSQS.", StringComparison.Ordinal))
        {
            return "sqs";
        }

        return HttpMethods.IsPost(request.Method)
               && request.ContentType is { } type
               && type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            ? "sts"
            : "s3";
    }

    public async ValueTask HandleAsync(Exchange exchange, RequestTarget target)
    {
        var http = exchange.Http;
        var body = await ReadAsync(http.Request, http.RequestAborted);
        exchange.Operation = KnownOperation(exchange.Service, OperationOf(http.Request, target, body));
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        var isUnsignedSts = exchange is { Service: "sts", Scope: null };
        var authentication = isUnsignedSts ? default : authenticator.Authenticate(http.Request, target, exchange.Scope, hash);
        if (authentication.Error is { } error)
        {
            throw new AwsErrorException(error);
        }

        exchange.UserId = authentication.Principal?.UserId;
        await (faults.IsOpen ? AnswerAsync(exchange, authentication.Principal, body) : AnswerWithFaultsAsync(exchange, authentication.Principal, body));
    }

    // Apart from the way without faults, which then need not allocate what this captures.
    private ValueTask AnswerWithFaultsAsync(Exchange exchange, Principal? principal, byte[] body) =>
        faults.RunAsync(exchange, principal, () => AnswerAsync(exchange, principal, body));

    private ValueTask AnswerAsync(Exchange exchange, Principal? principal, byte[] body)
    {
        var http = exchange.Http;
        return exchange.Service is "sts" ? sts.HandleAsync(http, principal, body, http.RequestAborted)
            : exchange.Service is "iam" ? iam.HandleAsync(http, principal!, body)
            : sqs.HandleAsync(http, principal!, exchange.Scope?.Region ?? defaultRegion, body, http.RequestAborted);
    }

    private static async ValueTask<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            if (result.Buffer.Length > MaxBody)
            {
                throw new AwsErrorException(new AwsError(413, "RequestEntityTooLarge", "The request is too large."));
            }

            if (result.IsCompleted)
            {
                var body = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return body;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    // A name that nobody knows is not written down: the log counts by name and must not grow by what clients invent.
    private string KnownOperation(string service, string name) => service switch
    {
        "sqs" => sqs.Has(name),
        "sts" => StsEndpoint.Has(name),
        _ => IamEndpoint.Actions.Contains(name),
    } ? name : "";

    private static string OperationOf(HttpRequest request, RequestTarget target, byte[] body)
    {
        var header = request.Headers[Target].ToString();
        if (header.Length > 0)
        {
            return header[(header.LastIndexOf('.') + 1)..];
        }

        if (target.Get("Action") is { } action)
        {
            return action;
        }

        var form = RequestTarget.ParseQuery(Encoding.UTF8.GetString(body));
        return form is null ? "" : Array.Find(form, parameter => parameter.Name is "Action").Value ?? "";
    }
}
