namespace S3Replicator.LocalAws.Sqs.Messages;

/// <summary>What was sent: it stays the same wherever the message goes.</summary>
/// <param name="MessageId">Given by the queue, kept on a move to another queue.</param>
/// <param name="Body">UTF-8.</param>
/// <param name="BodyDigest">MD5 of the body.</param>
/// <param name="Attributes">In ordinal order of their names.</param>
/// <param name="SenderId">The unique id of who sent it.</param>
internal sealed record MessageContent(
    Guid MessageId, ReadOnlyMemory<byte> Body, Md5Digest BodyDigest, MessageAttribute[] Attributes, string SenderId)
{
    /// <summary>MD5 of all attributes; null where there are none.</summary>
    public Md5Digest? AttributesDigest { get; init; }

    /// <summary>The X-Ray header, a system attribute.</summary>
    public string? TraceHeader { get; init; }

    public string? GroupId { get; init; }

    public string? DeduplicationId { get; init; }
}
