using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.S3.Protocol;

namespace S3Replicator.LocalAws.Control;

/// <summary>What steers the local AWS over HTTP, below a path that no bucket can have. It takes no signature: the server listens on loopback alone.</summary>
internal sealed class ControlPlane(IReadOnlyDictionary<string, ControlHandler> handlers)
{
    private const string Root = "/_local";

    public static bool Owns(PathString path) => path.StartsWithSegments(Root, StringComparison.Ordinal);

    public async Task HandleAsync(HttpContext http)
    {
        // A web page that a browser shows can reach loopback too; programs send no origin.
        var answer = http.Request.Headers.ContainsKey("Origin")
            ? ControlAnswer.Refused(StatusCodes.Status403Forbidden, "Web pages may not steer the local AWS.")
            : await DispatchAsync(http.Request, http.RequestAborted);
        if (answer.Body is null)
        {
            http.Response.StatusCode = answer.Status;
            return;
        }

        await S3Response.BytesAsync(http.Response, answer.Status, "application/json", answer.Body);
    }

    private ValueTask<ControlAnswer> DispatchAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var path = request.Path.Value![Root.Length..].TrimStart('/');
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return handlers.TryGetValue(slash < 0 ? path : path[..slash], out var handler)
            ? handler(request, slash < 0 ? "" : path[slash..], cancellationToken)
            : new ValueTask<ControlAnswer>(ControlAnswer.Refused(
                StatusCodes.Status404NotFound, $"There is nothing at {request.Path}; there are {string.Join(", ", handlers.Keys)}."));
    }
}
