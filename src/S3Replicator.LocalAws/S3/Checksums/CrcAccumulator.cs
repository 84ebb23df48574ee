namespace S3Replicator.LocalAws.S3.Checksums;

/// <summary>A check in progress.</summary>
internal sealed class CrcAccumulator(ReflectedCrc crc)
{
    public ulong Value { get; private set; }

    public void Append(ReadOnlySpan<byte> block) => Value = crc.Append(Value, block);
}
