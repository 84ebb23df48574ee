using S3Replicator.LocalAws.Identity;

namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>What all queues share: the clock, chance, limits, and the way to one another.</summary>
internal sealed class QueueEnvironment(TimeProvider clock, RandomFill random, SqsLimits limits, Func<string, MessageQueue?> find)
{
    private const int GuidSize = 16;

    public TimeProvider Clock { get; } = clock;

    public SqsLimits Limits { get; } = limits;

    /// <summary>Hears of queues that come, go or change, messages apart.</summary>
    public Action DefinitionsChanged { get; set; } = static () => { };

    /// <summary>Milliseconds since 1970.</summary>
    public long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public MessageQueue? Find(string queueArn) => find(queueArn);

    public long NewTag()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        random(bytes);
        return BitConverter.ToInt64(bytes);
    }

    /// <summary>A random id, version 4.</summary>
    public Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[GuidSize];
        random(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
