namespace S3Replicator.LocalAws.S3.Checksums;

/// <summary>A stored checksum; composite ones are made of the checksums of the parts and end in the number of parts.</summary>
internal sealed record ObjectChecksum(ChecksumAlgorithm Algorithm, string Value, bool IsComposite)
{
    public string TypeName => IsComposite ? "COMPOSITE" : "FULL_OBJECT";
}
