using System.IO.Compression;
using System.Text;

namespace S3Replicator.LocalAws.Sts;

/// <summary>How much of a token's room policy and tags take. AWS packs in a way of its own; this comes near by compressing.</summary>
internal static class SessionPacking
{
    private const int Room = 2048;

    /// <summary>Percent of the room.</summary>
    /// <exception cref="StsErrorException">It is more than there is.</exception>
    public static int Measure(string? policy, IReadOnlyDictionary<string, string> tags)
    {
        var text = new StringBuilder(policy);
        foreach (var (key, value) in tags)
        {
            text.Append(key).Append('=').Append(value).Append(';');
        }

        var plain = Encoding.UTF8.GetBytes(text.ToString());
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        var length = BrotliEncoder.TryCompress(plain, packed, out var written) ? written : plain.Length;
        var percent = (int)Math.Ceiling(length * 100.0 / Room);
        return percent <= 100 ? percent : throw new StsErrorException(StsError.PackedPolicyTooLarge);
    }
}
