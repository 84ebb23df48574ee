using S3Replicator.LocalAws.S3.Checksums;

namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>An upload in progress: what the object will be, and the parts so far.</summary>
internal sealed class MultipartUpload(string id, ObjectVersion template, ChecksumAlgorithm? algorithm, bool isComposite, DateTimeOffset initiated)
{
    private readonly SortedDictionary<int, UploadedPart> _parts = [];

    public string Id { get; } = id;

    public string Key => Template.Key;

    /// <summary>Everything of the object but its content.</summary>
    public ObjectVersion Template { get; } = template;

    /// <summary>The checksum asked for at the start; null leaves it to S3.</summary>
    public ChecksumAlgorithm? Algorithm { get; } = algorithm;

    /// <summary>True when the object's checksum will be made of the parts' checksums.</summary>
    public bool IsComposite { get; } = isComposite;

    public DateTimeOffset Initiated { get; } = initiated;

    public Lock Gate { get; } = new();

    /// <summary>True once completed or aborted; under the gate.</summary>
    public bool IsDone { get; set; }

    public void Put(UploadedPart part) => _parts[part.Number] = part;

    public UploadedPart? Part(int number) => _parts.GetValueOrDefault(number);

    public UploadedPart[] Parts()
    {
        lock (Gate)
        {
            return [.. _parts.Values];
        }
    }
}
