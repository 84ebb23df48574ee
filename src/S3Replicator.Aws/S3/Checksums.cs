using System.Globalization;
using Amazon.S3.Model;
using S3Replicator.Core.Copying;

namespace S3Replicator.Aws.S3;

/// <summary>Checksums as <c>algorithm:value</c>, in S3's order of preference.</summary>
internal static class Checksums
{
    public static string? Of(GetObjectMetadataResponse response) => First(
        response.ChecksumCRC64NVME, response.ChecksumCRC32C, response.ChecksumCRC32, response.ChecksumSHA256, response.ChecksumSHA1);

    public static string? Of(CopyPartResponse response) => First(
        response.ChecksumCRC64NVME, response.ChecksumCRC32C, response.ChecksumCRC32, response.ChecksumSHA256, response.ChecksumSHA1);

    public static string? Of(PartDetail part) => First(
        part.ChecksumCRC64NVME, part.ChecksumCRC32C, part.ChecksumCRC32, part.ChecksumSHA256, part.ChecksumSHA1);

    /// <summary>The part as CompleteMultipartUpload wants it, with the checksum under its own name.</summary>
    public static PartETag ToPart(CopiedPart part)
    {
        var named = new PartETag(part.Number, part.ETag);

        if (part.Checksum?.Split(':', 2) is [var algorithm, var value])
        {
            switch (algorithm)
            {
                case "CRC64NVME":
                    named.ChecksumCRC64NVME = value;
                    break;
                case "CRC32C":
                    named.ChecksumCRC32C = value;
                    break;
                case "CRC32":
                    named.ChecksumCRC32 = value;
                    break;
                case "SHA256":
                    named.ChecksumSHA256 = value;
                    break;
                default:
                    named.ChecksumSHA1 = value;
                    break;
            }
        }

        return named;
    }

    /// <summary>Has S3 refuse to complete an object with another checksum.</summary>
    public static void Demand(CompleteMultipartUploadRequest request, string checksum)
    {
        switch (checksum.Split(':', 2))
        {
            case ["CRC64NVME", var value]:
                request.ChecksumCRC64NVME = value;
                break;
            case ["CRC32C", var value]:
                request.ChecksumCRC32C = value;
                break;
            case ["CRC32", var value]:
                request.ChecksumCRC32 = value;
                break;
            default:
                // S3 has no other checksum of a full object that was made of parts.
                break;
        }
    }

    private static string? First(string? crc64, string? crc32C, string? crc32, string? sha256, string? sha1) =>
        Named("CRC64NVME", crc64) ?? Named("CRC32C", crc32C) ?? Named("CRC32", crc32) ?? Named("SHA256", sha256) ?? Named("SHA1", sha1);

    private static string? Named(string algorithm, string? value) =>
        string.IsNullOrEmpty(value) ? null : string.Create(CultureInfo.InvariantCulture, $"{algorithm}:{value}");
}
