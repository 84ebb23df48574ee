namespace S3Replicator.LocalAws;

/// <summary>A request as the local AWS saw it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Service">The service: <c>s3</c>, <c>sqs</c> or <c>sts</c>.</param>
/// <param name="Operation">The operation by AWS's own name; empty where none was recognised.</param>
/// <param name="Bucket">The bucket; null where there is none.</param>
/// <param name="Key">The decoded key; null where there is none.</param>
/// <param name="UserId">The unique id of the caller, <c>AROA…:session</c> for a role session; null where it was not authenticated.</param>
/// <param name="Status">The HTTP status; 0 where a fault rule reset the connection.</param>
/// <param name="Region">The region it was signed for; null where it was not signed.</param>
/// <param name="RequestId">The id that the answer carried.</param>
/// <param name="Fault">An error of the server itself, which is a defect; null otherwise.</param>
public sealed record RecordedRequest(
    string Method,
    string Service,
    string Operation,
    string? Bucket,
    string? Key,
    string? UserId,
    int Status,
    string? Region,
    string RequestId,
    string? Fault);
