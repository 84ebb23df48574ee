namespace S3Replicator.Core.Planning;

/// <summary>An object's own metadata: the system headers as raw text, and the user's entries.</summary>
public sealed record ObjectMetadata
{
    /// <summary><c>Cache-Control</c>.</summary>
    public string? CacheControl { get; init; }

    /// <summary><c>Content-Disposition</c>.</summary>
    public string? ContentDisposition { get; init; }

    /// <summary><c>Content-Encoding</c>.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary><c>Content-Language</c>.</summary>
    public string? ContentLanguage { get; init; }

    /// <summary><c>Content-Type</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary><c>Expires</c>, as the raw text that was stored.</summary>
    public string? Expires { get; init; }

    /// <summary>User metadata by name without the <c>x-amz-meta-</c> prefix, in order of name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> User { get; init; } = [];

    private string?[] SystemHeaders =>
        [CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType, Expires];

    /// <inheritdoc />
    public bool Equals(ObjectMetadata? other) =>
        other is not null
        && SystemHeaders.SequenceEqual(other.SystemHeaders, StringComparer.Ordinal)
        && User.SequenceEqual(other.User);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(ContentType, CacheControl, ContentEncoding, Expires, User.Count);
}
