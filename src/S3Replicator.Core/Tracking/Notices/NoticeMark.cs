using System.Text.Json;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tracking.Notices;

/// <summary>What has been told of one operation: at most a miss, and one end.</summary>
internal sealed record NoticeMark
{
    /// <summary>When a worker set out to tell of the miss; absent where there was none.</summary>
    public DateTimeOffset? Missed { get; init; }

    /// <summary>What had taken most of the time by then.</summary>
    public DelayCause Cause { get; init; }

    /// <summary>Whether that worker has told it.</summary>
    public bool MissedSent { get; init; }

    /// <summary>The end that was told, or is being told.</summary>
    public NoticeKind? Closed { get; init; }

    /// <summary>When a worker set out to tell it.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Whether that worker has told it.</summary>
    public bool ClosedSent { get; init; }

    /// <summary>A mark that cannot be read is as good as a closed one: telling nothing is better than telling twice.</summary>
    public static NoticeMark Read(ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, NoticeMarkJson.Default.NoticeMark) ?? Unreadable;
        }
        catch (JsonException)
        {
            return Unreadable;
        }
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, NoticeMarkJson.Default.NoticeMark);

    private static NoticeMark Unreadable { get; } = new() { Closed = NoticeKind.OperationNotTracked, ClosedSent = true };
}
