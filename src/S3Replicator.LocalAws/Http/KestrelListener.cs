using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace S3Replicator.LocalAws.Http;

/// <summary>Kestrel on loopback with one handler: the host only builds it, no middleware of its runs.</summary>
internal sealed class KestrelListener : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly IServer _server;

    private KestrelListener(WebApplication host, IServer server, Uri endpoint)
    {
        _host = host;
        _server = server;
        Endpoint = endpoint;
    }

    public Uri Endpoint { get; }

    public static async Task<KestrelListener> StartAsync(int port, Func<HttpContext, Task> handler, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost
            .UseKestrelCore()
            .ConfigureKestrel(options => Configure(options, port))

            // No handler blocks, so the hop to another thread buys nothing.
            .UseSockets(static options => options.UnsafePreferInlineScheduling = true);
        var host = builder.Build();
        try
        {
            var server = host.Services.GetRequiredService<IServer>();
            await server.StartAsync(new LocalApplication(handler), cancellationToken);
            return new KestrelListener(host, server, new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()));
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Long polls must not hold up the end.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _server.StopAsync(now.Token);
        await _host.DisposeAsync();
    }

    private static void Configure(KestrelServerOptions options, int port)
    {
        options.AddServerHeader = false;
        options.Listen(IPAddress.Loopback, port, static listen => listen.Protocols = HttpProtocols.Http1);
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Limits.MaxRequestLineSize = 32 * 1024;
        options.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        options.Limits.MaxRequestHeaderCount = 200;

        // Header text is bytes to S3: what came in goes out again.
        options.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        options.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
    }
}
