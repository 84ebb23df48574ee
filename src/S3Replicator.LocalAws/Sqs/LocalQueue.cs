using System.Text;
using S3Replicator.LocalAws.Sqs.Messages;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Sqs;

/// <summary>A queue seen from inside the process, beside the clients that use it over HTTP.</summary>
public sealed class LocalQueue
{
    private const string SenderId = "AIDALOCALAWSINPROCESS";

    private readonly MessageQueue _queue;
    private readonly QueueEnvironment _environment;

    internal LocalQueue(MessageQueue queue, QueueEnvironment environment)
    {
        _queue = queue;
        _environment = environment;
    }

    /// <summary><c>arn:aws:sqs:REGION:ACCOUNT:NAME</c>.</summary>
    public string Arn => _queue.Arn;

    /// <summary>How many messages it holds in each state, exactly.</summary>
    public QueueDepth Depth => _queue.Depth;

    /// <summary>How many receives wait for a message.</summary>
    public int Waiting => _queue.Waiting;

    /// <summary>All messages in the order of sending, without receiving them.</summary>
    public IReadOnlyList<QueuedMessage> Peek() => _queue.Peek();

    /// <summary>Sends to a standard queue.</summary>
    public void Send(string body)
    {
        var utf8 = Encoding.UTF8.GetBytes(body);
        _queue.Send(new MessageContent(_environment.NewId(), utf8, Md5Digest.Of(utf8), [], SenderId), delay: null);
    }

    /// <summary>Makes delivery as disorderly as SQS may be; null for order. FIFO queues stay as they are.</summary>
    public void Disturb(DeliveryOddities? oddities) => _queue.Disturb(oddities);
}
