using S3Replicator.LocalAws.Http;

namespace S3Replicator.LocalAws.Faults;

/// <summary>Errors that rules name by their code alone.</summary>
internal static class FaultErrors
{
    private static readonly AwsError[] Known =
    [
        new(500, "InternalError", "We encountered an internal error. Please try again."),
        new(500, "InternalFailure", "The request processing has failed because of an unknown error, exception or failure."),
        new(503, "SlowDown", "Please reduce your request rate."),
        new(503, "ServiceUnavailable", "Service is unable to handle request."),
        new(503, "503 Slow Down", "Please reduce your request rate."),
        new(400, "Throttling", "Rate exceeded"),
        new(400, "ThrottlingException", "Rate exceeded"),
        new(403, "RequestThrottled", "The request was denied due to request throttling."),
        new(400, "RequestTimeout", "Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed."),
        new(403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large."),
        new(403, "AccessDenied", "Access Denied"),
        new(400, "ExpiredToken", "The provided token has expired."),
        new(403, "InvalidClientTokenId", "The security token included in the request is invalid."),
        new(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method."),
        new(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold"),
        new(409, "ConditionalRequestConflict", "The conditional request cannot succeed due to a conflicting operation against this resource."),
        new(409, "OperationAborted", "A conflicting conditional operation is currently in progress against this resource. Please try again."),
        new(404, "NoSuchBucket", "The specified bucket does not exist"),
        new(404, "NoSuchKey", "The specified key does not exist."),
        new(404, "NoSuchVersion", "The specified version does not exist."),
        new(404, "NoSuchUpload", "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed."),
        new(403, "InvalidObjectState", "The operation is not valid for the object's storage class"),
        new(400, "InvalidRequest", "Invalid Request"),
        new(501, "NotImplemented", "A header you provided implies functionality that is not implemented"),
        new(400, "KMS.DisabledException", "The key is disabled."),
        new(400, "KMS.NotFoundException", "The key does not exist."),
        new(403, "OverLimit", "The maximum number of in flight messages is reached."),
    ];

    public static int? StatusOf(string code) => Find(code)?.Status;

    public static AwsError Of(FaultRule rule, string service)
    {
        var code = rule.Code ?? (rule.Effect == FaultEffect.Throttle ? ThrottlingCode(service) : InternalCode(service));
        var known = Find(code);
        return new AwsError(rule.Status ?? known?.Status ?? 500, code, rule.Message ?? known?.Message ?? "A fault rule asked for this error.");
    }

    private static AwsError? Find(string code) => Array.Find(Known, error => string.Equals(error.Code, code, StringComparison.Ordinal));

    private static string InternalCode(string service) => service is "s3" ? "InternalError" : "InternalFailure";

    private static string ThrottlingCode(string service) => service switch
    {
        "s3" => "SlowDown",
        "sqs" => "RequestThrottled",
        _ => "Throttling",
    };
}
