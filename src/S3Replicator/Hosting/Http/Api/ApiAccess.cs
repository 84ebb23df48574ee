using System.Net;
using Microsoft.AspNetCore.Http;

namespace S3Replicator.Hosting.Http.Api;

/// <summary>Who may see <c>/api</c>: whoever has the token; without a token whoever is on this machine.</summary>
internal sealed class ApiAccess(ListenAddress address, AccessToken? token = null)
{
    private const string Scheme = "Bearer ";

    /// <summary>Whether nobody may see it, since everybody could.</summary>
    public bool IsClosed => token is null && !address.IsLoopback;

    /// <summary>Answers a request that may not see it, and says whether it may.</summary>
    public async Task<bool> AdmitsAsync(HttpContext context)
    {
        var (status, message) = Judge(context.Request);

        if (message is null)
        {
            return true;
        }

        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        await ApiAnswer.ErrorAsync(context, status, message);
        return false;
    }

    private (int Status, string? Message) Judge(HttpRequest request)
    {
        if (token is not null)
        {
            var given = request.Headers.Authorization.ToString();
            return given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && token.Is(given[Scheme.Length..].Trim())
                ? (StatusCodes.Status200OK, null)
                : (StatusCodes.Status401Unauthorized, "Send the access token as Authorization: Bearer TOKEN.");
        }

        return IsClosed ? (StatusCodes.Status403Forbidden, $"Off loopback this takes an access token: give the worker one in {AccessToken.Variable} or with --console-token-file.")
            : IsThisMachine(request.Host.Host) ? (StatusCodes.Status200OK, null)
            // A page of another site that has its name lead here would read it otherwise.
            : (StatusCodes.Status403Forbidden, "Ask for it by the name of this machine's loopback.");
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var one) && IPAddress.IsLoopback(one));
}
