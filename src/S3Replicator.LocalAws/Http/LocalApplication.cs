using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace S3Replicator.LocalAws.Http;

/// <summary>The one handler behind Kestrel; there is no routing and no middleware before it.</summary>
internal sealed class LocalApplication(Func<HttpContext, Task> handler) : IHttpApplication<HostContext>
{
    public HostContext CreateContext(IFeatureCollection contextFeatures)
    {
        HostContext context;
        if (contextFeatures is IHostContextContainer<HostContext> container)
        {
            context = container.HostContext ??= new HostContext();
        }
        else
        {
            context = new HostContext();
        }

        context.Http.Initialize(contextFeatures);
        return context;
    }

    public Task ProcessRequestAsync(HostContext context) => handler(context.Http);

    public void DisposeContext(HostContext context, Exception? exception) => context.Http.Uninitialize();
}
