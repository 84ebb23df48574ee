using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using S3Replicator.Commands;

namespace S3Replicator.Hosting.Http;

/// <summary>Serves health and metrics over HTTP for as long as the worker runs.</summary>
internal sealed partial class HttpHost(ListenAddress address, IEnumerable<IHttpEndpoints> endpoints, ILogger<HttpHost> logger)
    : IHostedLifecycleService, IAsyncDisposable
{
    private WebApplication? _app;

    /// <summary>Before anything else, so that what is not ready yet can be asked about.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure);
        builder.Services.AddRoutingCore();
        _app = builder.Build();

        foreach (var one in endpoints)
        {
            one.Map(_app);
        }

        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            throw new CommandException(
                ExitCode.WrongUsage, $"--listen cannot be carried out: {exception.Message}", "Name another port.", exception);
        }

        foreach (var served in _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            Log.Listening(logger, served);
        }
    }

    /// <summary>After everything else, so that the end can be watched.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = 64 * 1024;

        if (address.Addresses.Count == 0)
        {
            options.ListenAnyIP(address.Port);
        }

        foreach (var one in address.Addresses)
        {
            options.Listen(one, address.Port);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Listening on {Address}.")]
        public static partial void Listening(ILogger logger, string address);
    }
}
