using System.Buffers;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Http;

namespace S3Replicator.LocalAws.S3.Protocol;

/// <summary>Answers of S3.</summary>
internal static class S3Response
{
    public static ValueTask EmptyAsync(S3Request request, int status)
    {
        request.Http.Response.StatusCode = status;
        if (status != StatusCodes.Status204NoContent)
        {
            request.Http.Response.ContentLength = 0;
        }

        return ValueTask.CompletedTask;
    }

    public static ValueTask XmlAsync(S3Request request, XmlText xml, int status = StatusCodes.Status200OK) =>
 BytesAsync(request.Http.Response, status, "application/xml", xml.Written.Span);

    public static ValueTask BytesAsync(HttpResponse response, int status, string contentType, ReadOnlySpan<byte> body)
    {
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
        {
            response.BodyWriter.Write(body);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The error document; HEAD has none.</summary>
    public static ValueTask ErrorAsync(HttpContext http, AwsError error, string requestId, string hostId)
    {
        var response = http.Response;
        foreach (var (name, value) in error.Headers)
        {
            response.Headers[name] = value;
        }

        if (HttpMethods.IsHead(http.Request.Method) || error.Status == StatusCodes.Status304NotModified)
        {
            response.StatusCode = error.Status;
            response.ContentType = "application/xml";
            return ValueTask.CompletedTask;
        }

        var xml = new XmlText().Open("Error").Element("Code", error.Code).Element("Message", error.Message);
        foreach (var (name, value) in error.Details)
        {
            xml.Element(name, value);
        }

        xml.Element("RequestId", requestId).Element("HostId", hostId).Close("Error");
        return BytesAsync(response, error.Status, "application/xml", xml.Written.Span);
    }
}
