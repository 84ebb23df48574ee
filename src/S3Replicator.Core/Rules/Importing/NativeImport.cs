using S3Replicator.Core.Rules.Sources;

namespace S3Replicator.Core.Rules.Importing;

/// <summary>Makes a rule document of a bucket's own replication configuration, as <c>aws s3api get-bucket-replication</c> prints it.</summary>
public static class NativeImport
{
    /// <summary>Reads the configuration and says what differs; nothing is asked of AWS.</summary>
    /// <param name="reading">What the configuration's source gave.</param>
    /// <param name="bucket">The source bucket, which a native configuration does not name.</param>
    public static ImportResult Import(RuleReading reading, string bucket)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var loaded = RuleLoader.Load(reading.Texts.Select(text => text with { Bucket = bucket }), reading.Problems, strict: false);
        if (loaded.Rules is not { Documents: [var read, ..] })
        {
            return new ImportResult(Document: null, [], loaded);
        }

        // S3 takes no such member, so a document without it is what S3 would have taken.
        var document = read with { Rules = [.. read.Rules.Select(rule => rule with { ExistingObjectReplication = false })] };
        return new ImportResult(document, [.. ImportDifferences.Of(read)], loaded);
    }
}
