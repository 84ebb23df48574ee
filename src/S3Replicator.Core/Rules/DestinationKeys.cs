using System.Text;
using S3Replicator.Core.Events;

namespace S3Replicator.Core.Rules;

/// <summary>Makes one rule's destination keys: strips the prefix, fills the template, then adds the prefix.</summary>
internal sealed class DestinationKeys
{
    /// <summary>The longest key that S3 takes, in bytes of UTF-8 (S3 User Guide, object key names).</summary>
    public const int MaxKeyBytes = 1024;

    private readonly KeyTransform _transform;
    private readonly KeyTemplate? _template;
    private readonly string? _templateError;

    public DestinationKeys(KeyTransform transform)
    {
        _transform = transform;
        if (transform.Template is { } text)
        {
            _template = KeyTemplate.Parse(text, out _templateError);
        }
    }

    /// <summary>The destination key; the failure says why there is none.</summary>
    /// <param name="source">The event.</param>
    /// <param name="makesReplica">Whether the replica is only made now; otherwise the key is that of an earlier one.</param>
    /// <param name="failure">Why there is no key.</param>
    public string Make(ObjectEvent source, bool makesReplica, out string? failure)
    {
        if (_transform == KeyTransform.None)
        {
            return Check(source.Key, out failure);
        }

        failure = _templateError ?? Unanswerable(source, makesReplica);
        if (failure is not null)
        {
            return string.Empty;
        }

        var key = source.Key;
        if (_transform.StripPrefix is { Length: > 0 } strip && key.StartsWith(strip, StringComparison.Ordinal))
        {
            key = key[strip.Length..];
        }

        if (_template is not null)
        {
            key = _template.Fill(key, source.VersionId, source.Time)!;
        }

        return Check(_transform.AddPrefix + key, out failure);
    }

    // What became of a key can be asked again only by what every later event of the object also carries.
    private string? Unanswerable(ObjectEvent source, bool makesReplica)
    {
        if (_template is null)
        {
            return null;
        }

        if (_template.UsesEventTime && (!makesReplica || source.Time is null))
        {
            return !makesReplica
                ? "The rule's key template holds {eventTime}, so the replica of an earlier event cannot be found."
                : "The rule's key template holds {eventTime}, and the event carries no time.";
        }

        var isDeleteOfKey = source.Kind is EventKind.DeleteMarkerCreated or EventKind.LifecycleDeleteMarkerCreated;
        return _template.UsesVersionId && isDeleteOfKey
            ? "The rule's key template holds {versionId}, so the replicas behind a delete marker cannot be found."
            : null;
    }

    private static string Check(string key, out string? failure)
    {
        var isTooLong = key.Length > MaxKeyBytes / 3 && Encoding.UTF8.GetByteCount(key) > MaxKeyBytes;
        failure = key.Length == 0 ? "The rule's key transform leaves nothing of the key."
            : isTooLong ? "The destination key is longer than 1,024 bytes of UTF-8, the most that S3 takes."
            : null;
        return key;
    }
}
