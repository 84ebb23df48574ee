using System.Globalization;
using System.Net.Sockets;
using S3Replicator.LocalAws;

namespace S3Replicator.Load;

/// <summary>
/// What connections cost that stay open after a request: managed memory after a full collection, client side included,
/// so the bare endpoint beside it says what of that is the local AWS's.
/// </summary>
internal static class IdleConnections
{
    private const int Again = 20;

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(int connections, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"{"bytes a connection",-20}{"1 request",12}{Again + " requests",14}{"then closed",14}");
        await using var aws = await LocalAwsServer.StartAsync(new LocalAwsOptions { Seed = 1, RequestLogCapacity = 0 }, cancellationToken);
        var request = Scenario.All[0].Create(aws.Endpoint, "idle");
        using var connection = new LoadConnection(aws.Endpoint);
        await connection.ConnectAsync(cancellationToken);
        await connection.AskAsync(SignedRequest.Create(aws.Endpoint, "PUT", "/load", []), cancellationToken);
        var answer = (await connection.AskAsync(request, cancellationToken)).ToArray();
        await using var bare = await BareEndpoint.StartAsync(answer, cancellationToken);

        // The first time is for the runtime to have compiled and allocated what it keeps.
        await MeasureAsync(bare.Endpoint, request, connections, cancellationToken);
        await MeasureAsync(aws.Endpoint, request, connections, cancellationToken);
        foreach (var (name, endpoint) in new[] { ("bare", bare.Endpoint), ("local", aws.Endpoint) })
        {
            var (once, often, closed) = await MeasureAsync(endpoint, request, connections, cancellationToken);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name,-20}{once,12:n0}{often,14:n0}{closed,14:n0}"));
        }

        return 0;
    }

    private static async Task<(long Once, long Often, long Closed)> MeasureAsync(Uri endpoint, byte[] request, int connections, CancellationToken cancellationToken)
    {
        var before = Used();
        var sockets = new Socket[connections];
        var buffer = new byte[16 * 1024];
        for (var i = 0; i < connections; i++)
        {
            sockets[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await sockets[i].ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
        }

        await AskAllAsync(sockets, request, buffer, cancellationToken);
        var once = Used() - before;
        for (var round = 1; round < Again; round++)
        {
            await AskAllAsync(sockets, request, buffer, cancellationToken);
        }

        var often = Used() - before;
        Array.ForEach(sockets, static socket => socket.Dispose());
        Array.Clear(sockets);

        // Kestrel takes a moment to notice.
        await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        return (once / connections, often / connections, (Used() - before) / connections);
    }

    // An answer is short enough to come in one piece; a piece that came late would be read with the next answer.
    private static async Task AskAllAsync(Socket[] sockets, byte[] request, byte[] buffer, CancellationToken cancellationToken)
    {
        foreach (var socket in sockets)
        {
            await socket.SendAsync(request, cancellationToken);
            if (await socket.ReceiveAsync(buffer, cancellationToken) == 0)
            {
                throw new InvalidOperationException("The server closed the connection.");
            }
        }
    }

    private static long Used()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
