namespace S3Replicator.LocalAws.S3.Notifications;

/// <summary>The request that an event goes back to.</summary>
/// <param name="PrincipalId">As events print it: <c>AWS:</c> and the unique id of the caller.</param>
/// <param name="AccountId">The account of the caller.</param>
/// <param name="RequestId">The id of the request.</param>
/// <param name="HostId">The second id of the request.</param>
internal sealed record EventOrigin(string PrincipalId, string AccountId, string RequestId, string HostId)
{
    public static EventOrigin Of(S3Request request) => new("AWS:" + request.Principal.UserId, request.Principal.AccountId, request.RequestId, request.HostId);
}
