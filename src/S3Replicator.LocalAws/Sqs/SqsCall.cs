using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Sqs.Protocol;

namespace S3Replicator.LocalAws.Sqs;

/// <summary>One request, whatever protocol it came by.</summary>
/// <param name="Request">What it says.</param>
/// <param name="Principal">Who signed it.</param>
/// <param name="Region">The region it was signed for.</param>
/// <param name="Http">How it came.</param>
internal sealed record SqsCall(SqsRequest Request, Principal Principal, string Region, HttpRequest Http)
{
    /// <summary>Scheme, host and port as the client spells them, for the URLs of queues.</summary>
    public string BaseUrl => $"{Http.Scheme}://{Http.Host.Value}";

    /// <summary>The path it was sent to, which names the queue in the Query protocol.</summary>
    public string Path => Http.Path.Value ?? string.Empty;
}
