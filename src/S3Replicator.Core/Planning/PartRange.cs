namespace S3Replicator.Core.Planning;

/// <summary>One part's range of the source, both ends included.</summary>
/// <param name="Number">The part number, from 1.</param>
/// <param name="First">The first byte.</param>
/// <param name="Last">The last byte.</param>
public readonly record struct PartRange(int Number, long First, long Last)
{
    /// <summary>How many bytes it has.</summary>
    public long Size => Last - First + 1;
}
