using System.Security.Cryptography;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Checksums;
using S3Replicator.LocalAws.S3.Content;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Multipart;

/// <summary>How the checksum of a multipart object comes from its parts.</summary>
internal static class UploadChecksum
{
    private const string Composite = "COMPOSITE";
    private const string FullObject = "FULL_OBJECT";

    /// <summary>Whether the checksum will be composite, by the type that was asked for or the algorithm's default.</summary>
    public static bool IsComposite(ChecksumAlgorithm? algorithm, string? type)
    {
        var canBeFull = algorithm is null || algorithm.Value.Crc() is not null;
        var canBeComposite = algorithm is not (null or ChecksumAlgorithm.Crc64Nvme);
        return type?.ToUpperInvariant() switch
        {
            null => canBeComposite,
            Composite when canBeComposite => true,
            FullObject when canBeFull => false,
            Composite or FullObject => throw new AwsErrorException(S3Errors.InvalidRequest(
                $"The {type} checksum type cannot be used with the {algorithm?.Name().ToLowerInvariant() ?? "null"} checksum algorithm.")),
            _ => throw new AwsErrorException(S3Errors.InvalidRequest("Value for x-amz-checksum-type header is invalid.")),
        };
    }

    /// <summary>The checksum of the object; null where a part is too large to have one.</summary>
    public static ObjectChecksum? Of(MultipartUpload upload, IReadOnlyList<UploadedPart> parts)
    {
        var algorithm = upload.Algorithm ?? ChecksumAlgorithm.Crc64Nvme;
        foreach (var part in parts)
        {
            if (part.Checksum?.Algorithm != algorithm)
            {
                return null;
            }
        }

        return upload.IsComposite ? OfParts(algorithm, parts) : Combined(algorithm, parts);
    }

    private static ObjectChecksum OfParts(ChecksumAlgorithm algorithm, IReadOnlyList<UploadedPart> parts)
    {
        var bytes = new byte[algorithm.Size() * parts.Count];
        for (var i = 0; i < parts.Count; i++)
        {
            Convert.FromBase64String(parts[i].Checksum!.Value).CopyTo(bytes, i * algorithm.Size());
        }

        return new ObjectChecksum(algorithm, $"{algorithm.Compute(new BytesContent(bytes))}-{parts.Count}", IsComposite: true);
    }

    private static ObjectChecksum Combined(ChecksumAlgorithm algorithm, IReadOnlyList<UploadedPart> parts)
    {
        var crc = algorithm.Crc()!;
        var value = 0UL;
        foreach (var part in parts)
        {
            value = crc.Combine(value, ChecksumAlgorithms.DecodeCrc(part.Checksum!.Value), part.Content.Length);
        }

        return new ObjectChecksum(algorithm, ChecksumAlgorithms.Encode(crc, value), IsComposite: false);
    }

    /// <summary>The entity tag of a multipart object: the MD5 of the parts' MD5s and their number.</summary>
    public static string ETagOf(IReadOnlyList<UploadedPart> parts)
    {
        // S3's ETag is made of MD5s; nothing here is secured by it.
#pragma warning disable CA5351
        var hash = MD5.HashData([.. parts.SelectMany(part => Convert.FromHexString(part.ETag))]);
#pragma warning restore CA5351
        return $"{Convert.ToHexStringLower(hash)}-{parts.Count}";
    }
}
