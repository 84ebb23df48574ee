using System.Text;

namespace S3Replicator.Doctor.Permissions;

/// <summary>A bucket, or the keys in it that begin alike, as a policy names them.</summary>
/// <param name="Arn">The ARN as it stands in the policy.</param>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Prefix">How the keys begin; null for the bucket itself.</param>
internal sealed record S3Place(string Arn, string Bucket, string? Prefix)
{
    /// <summary>The place in short, without what all ARNs of S3 begin with.</summary>
    public string Name => Prefix is null ? Bucket : $"{Bucket}/{Prefix}*";

    /// <summary>Reads the ARN of a bucket or of objects; null for what else a statement may be about.</summary>
    public static S3Place? Parse(string arn)
    {
        if (arn.Split(':', 6) is not ["arn", _, "s3", "", "", var resource])
        {
            return null;
        }

        var slash = resource.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new(arn, resource, Prefix: null) : new(arn, resource[..slash], PrefixOf(resource.AsSpan(slash + 1)));
    }

    /// <summary>A key of the place that nobody has.</summary>
    public ProbeKey KeyOf(string mark) => new(Bucket, $"{Prefix}.s3replicator-doctor-{mark}");

    /// <summary>The keys' beginning, where <c>${*}</c> is an asterisk and an asterisk the end.</summary>
    private static string PrefixOf(ReadOnlySpan<char> pattern)
    {
        var builder = new StringBuilder(pattern.Length);

        while (!pattern.IsEmpty && pattern[0] != '*')
        {
            var isEscaped = pattern is ['$', '{', '*' or '?' or '$', '}', ..];
            builder.Append(pattern[isEscaped ? 2 : 0]);
            pattern = pattern[(isEscaped ? 4 : 1)..];
        }

        return builder.ToString();
    }
}
