using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Identity;

namespace S3Replicator.LocalAws.Sts;

/// <summary>The token side of the local AWS.</summary>
internal sealed class StsEndpoint
{
    private const int NotImplemented = 501;
    private readonly int _status = NotImplemented;

    public ValueTask HandleAsync(
        HttpContext context, Principal? principal, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        _ = (principal, body, cancellationToken);
        context.Response.StatusCode = _status;
        return ValueTask.CompletedTask;
    }
}
