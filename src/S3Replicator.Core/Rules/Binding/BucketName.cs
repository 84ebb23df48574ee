using System.Text.RegularExpressions;

namespace S3Replicator.Core.Rules.Binding;

// The bucket that a name or an ARN names.
internal sealed partial record BucketName(string Name, string? Partition)
{
    public bool IsArn => Partition is not null;

    // S3's rules for general purpose buckets; names from before 2018 may break them.
    public bool FollowsNamingRules => NamingRules().IsMatch(Name) && !Name.Contains("..", StringComparison.Ordinal);

    public static BucketName? Parse(string text)
    {
        if (!text.StartsWith("arn:", StringComparison.Ordinal))
        {
            return Harmless().IsMatch(text) ? new BucketName(text, Partition: null) : null;
        }

        return BucketArn().Match(text) is { Success: true } match ? new BucketName(match.Groups["name"].Value, match.Groups["partition"].Value) : null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,255}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Harmless();

    [GeneratedRegex(@"\Aarn:(?<partition>[a-z0-9-]+):s3:::(?<name>[A-Za-z0-9._-]{1,255})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BucketArn();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NamingRules();
}
