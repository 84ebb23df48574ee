using System.Runtime.InteropServices;

namespace S3Replicator.LocalAws;

/// <summary>A request as the log keeps it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LoggedRequest(
    string Method,
    string Service,
    string Operation,
    string? Bucket,
    string? Key,
    string? UserId,
    int Status,
    string? Region,
    string RequestId,
    string? Fault)
{
    public RecordedRequest ToRecord() => new(Method, Service, Operation, Bucket, Key, UserId, Status, Region, RequestId, Fault);
}
