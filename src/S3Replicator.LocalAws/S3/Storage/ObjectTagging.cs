using S3Replicator.LocalAws.Http;

namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>The tags of a version, within S3's limits.</summary>
internal sealed class ObjectTagging
{
    private const int MaxTags = 10;
    private const int MaxBucketTags = 50;
    private const int MaxKeyLength = 128;
    private const int MaxValueLength = 256;

    private ObjectTagging(ObjectTag[] tags) => Tags = tags;

    public static ObjectTagging None { get; } = new([]);

    public ObjectTag[] Tags { get; }

    public int Count => Tags.Length;

    /// <summary>The tags of a bucket, which may be more.</summary>
    public static ObjectTagging OfBucket(IReadOnlyCollection<ObjectTag> tags) => Of(tags, MaxBucketTags, "Bucket tag count cannot be greater than 50");

    public static ObjectTagging Of(IReadOnlyCollection<ObjectTag> tags) => Of(tags, MaxTags, "Object tags cannot be greater than 10");

    private static ObjectTagging Of(IReadOnlyCollection<ObjectTag> tags, int most, string tooMany)
    {
        if (tags.Count == 0)
        {
            return None;
        }

        if (tags.Count > most)
        {
            throw new AwsErrorException(new AwsError(400, "BadRequest", tooMany));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            if (tag.Key.Length is 0 or > MaxKeyLength)
            {
                throw Invalid("The TagKey you have provided is invalid", tag.Key);
            }

            if (tag.Value.Length > MaxValueLength)
            {
                throw Invalid("The TagValue you have provided is invalid", tag.Key);
            }

            if (!seen.Add(tag.Key))
            {
                throw Invalid("Cannot provide multiple Tags with the same key", tag.Key);
            }
        }

        return new ObjectTagging([.. tags]);
    }

    /// <summary>Reads the form of the <c>x-amz-tagging</c> header.</summary>
    public static ObjectTagging FromHeader(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return None;
        }

        var parameters = RequestTarget.ParseQuery(header)
            ?? throw new AwsErrorException(S3Errors.InvalidArgument(
                "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
                HeaderNames.Tagging,
                header));
        return Of([.. parameters.Select(parameter => new ObjectTag(parameter.Name, parameter.Value))]);
    }

    private static AwsErrorException Invalid(string message, string key) =>
        new(new AwsError(400, "InvalidTag", message).With("TagKey", key));
}
