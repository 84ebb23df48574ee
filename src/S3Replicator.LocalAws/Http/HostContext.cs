using Microsoft.AspNetCore.Http;

namespace S3Replicator.LocalAws.Http;

/// <summary>The context of a connection's requests, used again for each of them.</summary>
internal sealed class HostContext
{
    public DefaultHttpContext Http { get; } = new();
}
