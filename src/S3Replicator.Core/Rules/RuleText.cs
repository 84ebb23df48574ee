using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules;

/// <summary>The bytes of one rule file or other source, not looked at yet.</summary>
/// <param name="Name">How problems name it: a path or a URI.</param>
/// <param name="Content">The bytes; any Unicode encoding with a byte order mark, else UTF-8 (XML: what its declaration says).</param>
public sealed record RuleText(string Name, ReadOnlyMemory<byte> Content)
{
    /// <summary>How many bytes of a text are read at most: 16 MiB.</summary>
    public const int MostBytes = DocumentLimits.Bytes;

    /// <summary>The format; by the name's extension, else by the content, where absent.</summary>
    public DocumentFormat? Format { get; init; }

    /// <summary>The source bucket of documents that do not name one; set for <c>bucket:NAME</c> sources.</summary>
    public string? Bucket { get; init; }
}
