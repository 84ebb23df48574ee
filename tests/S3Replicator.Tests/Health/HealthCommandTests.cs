using System.Net;
using System.Net.Sockets;
using System.Text;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Health;

public sealed class HealthCommandTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("200 OK", "Healthy", 0)]
    [InlineData("503 Service Unavailable", "{\"failing\":[\"queue\"]}", 1)]
    public async Task Ends_by_the_answer_and_prints_it(string status, string body, int exitCode)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = ServeOnceAsync(listener, status, body);

        var result = await ProgramProcess.RunAsync(["health", $"http://{listener.LocalEndpoint}/health/ready"], Bound, Token);

        result.ExitCode.ShouldBe(exitCode, result.ToString());
        await served;
        result.StandardOutput.ShouldBe(body + "\n");
    }

    [Fact]
    public async Task Says_that_nobody_answers()
    {
        int port;

        using (var closed = new TcpListener(IPAddress.Loopback, 0))
        {
            closed.Start();
            port = ((IPEndPoint)closed.LocalEndpoint).Port;
        }

        var result = await ProgramProcess.RunAsync(["health", FormattableString.Invariant($"http://127.0.0.1:{port}/")], Bound, Token);

        result.ExitCode.ShouldBe(1);
        result.StandardError.ShouldContain("Start the worker with --listen");
    }

    [Fact]
    public async Task Refuses_what_is_no_URL()
    {
        var result = await ProgramProcess.RunAsync(["health", "8080"], Bound, Token);

        result.ExitCode.ShouldBe(2);
        result.StandardError.ShouldContain("It looks like http://");
    }

    private static async Task ServeOnceAsync(TcpListener listener, string status, string body)
    {
        using var client = await listener.AcceptTcpClientAsync(Token);
        await using var stream = client.GetStream();
        _ = await stream.ReadAsync(new byte[4096], Token);
        var answer = $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), Token);
    }
}
