using System.Security;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.S3.Protocol;

namespace S3Replicator.LocalAws.Http;

/// <summary>Errors of authentication as SQS and STS word and shape them.</summary>
internal static class QueryErrors
{
    public static ValueTask WriteAsync(HttpContext http, AwsError error, string requestId)
    {
        var (status, code, message) = Translate(error);
        http.Response.Headers["x-amzn-RequestId"] = requestId;
        if (http.Request.Headers.ContainsKey("X-Amz-Target"))
        {
            http.Response.Headers["x-amzn-query-error"] = $"{code};Sender";
            var json = $$"""{"__type":"com.amazon.coral.service#{{JsonEncodedText.Encode(code)}}","message":"{{JsonEncodedText.Encode(message)}}"}""";
            return S3Response.BytesAsync(http.Response, status, "application/x-amz-json-1.0", Encoding.UTF8.GetBytes(json));
        }

        var xml = $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{SecurityElement.Escape(message)}</Message></Error><RequestId>{requestId}</RequestId></ErrorResponse>";
        return S3Response.BytesAsync(http.Response, status, "text/xml", Encoding.UTF8.GetBytes(xml));
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
