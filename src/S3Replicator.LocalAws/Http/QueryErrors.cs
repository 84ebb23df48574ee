using S3Replicator.LocalAws.Sqs;
using S3Replicator.LocalAws.Sqs.Protocol;
using S3Replicator.LocalAws.Sts;

namespace S3Replicator.LocalAws.Http;

/// <summary>Errors that arise before an operation, as SQS and STS word and shape them.</summary>
internal static class QueryErrors
{
    public static void Write(Exchange exchange, AwsError error)
    {
        var http = exchange.Http;
        var (status, code, message) = error.IsInjected ? (error.Status, error.Code, error.Message) : Translate(error);
        if (exchange.Service is "sts" or "iam")
        {
            http.Response.Headers["x-amzn-RequestId"] = exchange.RequestId;
            var refused = new StsError(status, code, message);
            StsResponse.Write(http, refused, exchange.Service is "iam" ? StsResponse.IamNamespace : StsResponse.StsNamespace);
            return;
        }

        var refusal = SqsError.OfAnyOperation(status, code, message);
        if (http.Request.Headers.ContainsKey("X-Amz-Target"))
        {
            SqsResponse.WriteJson(http, exchange.RequestId, refusal);
        }
        else
        {
            SqsResponse.WriteXml(http, exchange.RequestId, refusal);
        }
    }

    private static (int Status, string Code, string Message) Translate(AwsError error) => error.Code switch
    {
        "InvalidAccessKeyId" or "InvalidToken" => (403, "InvalidClientTokenId", "The security token included in the request is invalid."),
        "ExpiredToken" => (403, "ExpiredToken", "The security token included in the request is expired"),
        "RequestTimeTooSkewed" => (403, "SignatureDoesNotMatch", "Signature expired: the request's time is not within 15 minutes of the server's."),
        "AuthorizationHeaderMalformed" or "AuthorizationQueryParametersError" => (400, "IncompleteSignature", error.Message),
        "AccessDenied" => (403, "MissingAuthenticationToken", "Request is missing Authentication Token"),
        "InternalError" => (500, "InternalFailure", error.Message),
        _ => (error.Status, error.Code, error.Message),
    };
}
