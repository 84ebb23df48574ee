using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using S3Replicator.Core.State;
using S3Replicator.Core.Tracking.Fleet;

namespace S3Replicator.Hosting.Http.Api;

/// <summary><c>/api/fleet</c>: all workers that share the state, and their figures together.</summary>
internal sealed partial class FleetEndpoint(FleetReader fleet, ApiAccess access, ILogger<FleetEndpoint> logger) : IHttpEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        if (access.IsClosed)
        {
            Log.Closed(logger, AccessToken.Variable);
        }

        routes.MapGet("/api/fleet", AnswerAsync);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (!await access.AdmitsAsync(context))
        {
            return;
        }

        try
        {
            await ApiAnswer.WriteAsync(context, StatusCodes.Status200OK, FleetJson.Write(await fleet.ReadAsync(context.RequestAborted)));
        }
        catch (StateStoreException exception)
        {
            await ApiAnswer.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, $"The state cannot be read: {exception.Message}");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "/api is closed: it is not only this machine that can reach it, and there is no access token. Give one in {Variable} or with --console-token-file.")]
        public static partial void Closed(ILogger logger, string variable);
    }
}
