namespace S3Replicator.LocalAws.S3.Checksums;

/// <summary>S3's checksum algorithms.</summary>
internal enum ChecksumAlgorithm
{
    Crc32,
    Crc32C,
    Crc64Nvme,
    Sha1,
    Sha256,
}
