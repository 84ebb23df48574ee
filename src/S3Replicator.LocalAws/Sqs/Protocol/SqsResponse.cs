using System.Buffers;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Query;

namespace S3Replicator.LocalAws.Sqs.Protocol;

/// <summary>Puts results and errors into HTTP answers.</summary>
internal static class SqsResponse
{
    private const string Namespace = "http://queue.amazonaws.com/doc/2012-11-05/";
    private const string RequestIdHeader = "x-amzn-RequestId";

    // A buffer that one large answer blew up is not kept.
    private const int LargestKept = 256 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? Kept;

    [ThreadStatic]
    private static JsonResponseWriter? Json;

    public static void WriteJson(HttpContext context, string requestId, ISqsResult result)
    {
        var buffer = Buffer();
        Json ??= new JsonResponseWriter(buffer);
        Json.Begin(buffer);
        result.Write(Json);
        Json.End();
        Send(context, StatusCodes.Status200OK, "application/x-amz-json-1.0", requestId, buffer);
    }

    public static void WriteJson(HttpContext context, string requestId, SqsError error)
    {
        var buffer = Buffer();
        Json ??= new JsonResponseWriter(buffer);
        Json.Begin(buffer);
        Json.Text("__type", error.Type);
        Json.Text("message", error.Message);
        Json.End();
        context.Response.Headers["x-amzn-query-error"] = $"{error.Code};{error.Blamed}";
        Send(context, error.Status, "application/x-amz-json-1.0", requestId, buffer);
    }

    public static void WriteXml(HttpContext context, string requestId, string action, ISqsResult result)
    {
        var buffer = Buffer();
        var xml = new XmlOutput(buffer);
        xml.Declaration();
        xml.Open(action + "Response", Namespace);
        if (result.HasMembers)
        {
            xml.Open(action + "Result");
            result.Write(new XmlResponseWriter(xml));
            xml.Close(action + "Result");
        }

        xml.Open("ResponseMetadata");
        xml.Element("RequestId", requestId);
        xml.Close("ResponseMetadata");
        xml.Close(action + "Response");
        Send(context, StatusCodes.Status200OK, "text/xml", requestId, buffer);
    }

    public static void WriteXml(HttpContext context, string requestId, SqsError error)
    {
        var buffer = Buffer();
        var xml = new XmlOutput(buffer);
        xml.Declaration();
        xml.Open("ErrorResponse", Namespace);
        xml.Open("Error");
        xml.Element("Type", error.Blamed);
        xml.Element("Code", error.Code);
        xml.Element("Message", error.QueryMessage ?? error.Message);
        xml.Empty("Detail");
        xml.Close("Error");
        xml.Element("RequestId", requestId);
        xml.Close("ErrorResponse");
        Send(context, error.Status, "text/xml", requestId, buffer);
    }

    private static ArrayBufferWriter<byte> Buffer()
    {
        var buffer = Kept is { Capacity: <= LargestKept } small ? small : Kept = new ArrayBufferWriter<byte>(1024);
        buffer.ResetWrittenCount();
        return buffer;
    }

    // Not flushed: the server sends what is in its pipe, head and body in one, when the request ends.
    private static void Send(HttpContext context, int status, string contentType, string requestId, ArrayBufferWriter<byte> content)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = content.WrittenCount;
        response.Headers[RequestIdHeader] = requestId;
        response.BodyWriter.Write(content.WrittenSpan);
    }
}
