using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Identity;

namespace S3Replicator.LocalAws.Sqs;

/// <summary>The queue side of the local AWS.</summary>
internal sealed class SqsEndpoint
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _queues = new(StringComparer.Ordinal);

    public void Create(string queueArn) => _queues.TryAdd(queueArn, new ConcurrentQueue<string>());

    public IReadOnlyCollection<string> Bodies(string queueArn) => _queues[queueArn];

    public bool Deliver(string queueArn, string body)
    {
        if (!_queues.TryGetValue(queueArn, out var queue))
        {
            return false;
        }

        queue.Enqueue(body);
        return true;
    }

    public ValueTask HandleAsync(
        HttpContext context, Principal principal, string region, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        _ = (principal, region, body, cancellationToken, _queues);
        context.Response.StatusCode = 501;
        return ValueTask.CompletedTask;
    }
}
