using S3Replicator.LocalAws.Faults;
using S3Replicator.LocalAws.S3;
using S3Replicator.LocalAws.S3.Bodies;
using S3Replicator.LocalAws.Signing;

namespace S3Replicator.LocalAws.Http;

/// <summary>Lets requests to S3 in: who signed, what they address, which operation it is.</summary>
internal sealed class S3Gate(S3Endpoint endpoint, Authenticator authenticator, FaultGate faults)
{
    public ValueTask HandleAsync(Exchange exchange, RequestTarget target)
    {
        WriteIds(exchange);
        var http = exchange.Http;
        if (S3Address.Parse(http.Request.Host, target, out var address) is { } invalid)
        {
            throw new AwsErrorException(invalid);
        }

        exchange.Bucket = address.Bucket;
        exchange.Key = address.Key;
        var payloadHash = PayloadHashOf(exchange);
        var authentication = authenticator.Authenticate(http.Request, target, exchange.Scope, payloadHash);
        if (authentication.Error is { } error)
        {
            throw new AwsErrorException(error);
        }

        if (address.Region is { } expected && exchange.Scope is { } scope && !string.Equals(scope.Region, expected, StringComparison.Ordinal))
        {
            throw new AwsErrorException(SignatureErrors.WrongRegion(scope.Region, expected));
        }

        exchange.UserId = authentication.Principal!.UserId;
        var operation = endpoint.Router.Resolve(http.Request, target, address.Scope);
        exchange.Operation = operation.Name;
        var request = new S3Request(http, target, authentication.Principal, exchange.Scope?.Region)
        {
            RequestId = exchange.RequestId,
            HostId = exchange.HostId,
            Access = endpoint.Access,
            Clock = endpoint.Clock,
            Keys = endpoint.Keys,
            PayloadHash = payloadHash,
            Signing = authentication.Signing,
            BucketName = address.Bucket,
            ObjectKey = address.Key,
        };
        return faults.IsOpen ? endpoint.HandleAsync(request, operation) : HandleWithFaultsAsync(exchange, request, operation);
    }

    // Apart from the way without faults, which then need not allocate what this captures.
    private ValueTask HandleWithFaultsAsync(Exchange exchange, S3Request request, S3Operation operation) =>
        faults.RunAsync(exchange, request.Principal, () => endpoint.HandleAsync(request, operation));

    public static void WriteIds(Exchange exchange)
    {
        var headers = exchange.Http.Response.Headers;
        headers.Server = "AmazonS3";
        headers[HeaderNames.RequestId] = exchange.RequestId;
        headers[HeaderNames.ExtendedRequestId] = exchange.HostId;
    }

    private static string PayloadHashOf(Exchange exchange)
    {
        var header = exchange.Http.Request.Headers[HeaderNames.ContentSha256].ToString();
        if (header.Length == 0)
        {
            return exchange.Scope is null or { IsPresigned: true } ? PayloadHash.Unsigned : throw new AwsErrorException(SignatureErrors.MissingContentHash);
        }

        return PayloadHash.IsKnown(header) ? header : throw new AwsErrorException(SignatureErrors.InvalidContentHash
            .With("ArgumentName", HeaderNames.ContentSha256)
            .With("ArgumentValue", header));
    }
}
