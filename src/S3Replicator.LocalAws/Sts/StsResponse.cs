using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Query;

namespace S3Replicator.LocalAws.Sts;

/// <summary>Puts results and errors of STS, and of IAM which answers alike, into HTTP answers.</summary>
internal static class StsResponse
{
    public const string StsNamespace = "https://sts.amazonaws.com/doc/2011-06-15/";
    public const string IamNamespace = "https://iam.amazonaws.com/doc/2010-05-08/";
    private const string RequestIdHeader = "x-amzn-RequestId";
    private const int RequestIdBytes = 16;

    public static void Write(HttpContext context, string action, Action<XmlOutput> writeResult, string xmlns = StsNamespace)
    {
        var requestId = RequestId(context);
        var content = new ArrayBufferWriter<byte>(2048);
        var xml = new XmlOutput(content);
        xml.Open(action + "Response", xmlns);
        xml.Open(action + "Result");
        writeResult(xml);
        xml.Close(action + "Result");
        xml.Open("ResponseMetadata");
        xml.Element("RequestId", requestId);
        xml.Close("ResponseMetadata");
        xml.Close(action + "Response");
        Send(context, StatusCodes.Status200OK, requestId, content);
    }

    public static void Write(HttpContext context, StsError error, string xmlns = StsNamespace)
    {
        var requestId = RequestId(context);
        var content = new ArrayBufferWriter<byte>(1024);
        var xml = new XmlOutput(content);
        xml.Open("ErrorResponse", xmlns);
        xml.Open("Error");
        xml.Element("Type", error.Status < StatusCodes.Status500InternalServerError ? "Sender" : "Receiver");
        xml.Element("Code", error.Code);
        xml.Element("Message", error.Message);
        xml.Close("Error");
        xml.Element("RequestId", requestId);
        xml.Close("ErrorResponse");
        Send(context, error.Status, requestId, content);
    }

    private static void Send(HttpContext context, int status, string requestId, ArrayBufferWriter<byte> content)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/xml";
        response.ContentLength = content.WrittenCount;
        response.Headers[RequestIdHeader] = requestId;
        response.BodyWriter.Write(content.WrittenSpan);
    }

    // The front may have given the request an id already.
    private static string RequestId(HttpContext context) => context.Response.Headers[RequestIdHeader] is [{ Length: > 0 } id]
        ? id
        : new Guid(RandomNumberGenerator.GetBytes(RequestIdBytes)).ToString();
}
