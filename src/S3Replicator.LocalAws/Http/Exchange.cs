using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Signing;

namespace S3Replicator.LocalAws.Http;

/// <summary>One request on its way through the front, and what the log will say of it.</summary>
internal sealed class Exchange(HttpContext http, string requestId, string hostId)
{
    private bool _isReset;

    public HttpContext Http { get; } = http;

    public string RequestId { get; } = requestId;

    public string HostId { get; } = hostId;

    public string Service { get; set; } = "s3";

    public string Operation { get; set; } = "";

    public SignedScope? Scope { get; set; }

    public string? Bucket { get; set; }

    public string? Key { get; set; }

    public string? UserId { get; set; }

    public string? Fault { get; set; }

    /// <summary>Resets the connection; nothing is answered.</summary>
    public void Reset()
    {
        _isReset = true;
        Http.Abort();
    }

    public LoggedRequest ToLog() => new(
        Http.Request.Method, Service, Operation, Bucket, Key, UserId, _isReset ? 0 : Http.Response.StatusCode, Scope?.Region, RequestId, Fault);
}
