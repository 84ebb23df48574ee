using System.Text.RegularExpressions;

namespace S3Replicator.Aws.Sqs;

/// <summary>What a queue's URL tells.</summary>
/// <param name="Url">The URL as it was given.</param>
/// <param name="Name">The queue's name.</param>
/// <param name="Region">The queue's region, where the URL has one.</param>
public sealed partial record QueueAddress(string Url, string Name, string? Region)
{
    /// <summary>The queue's ARN; null where the URL has no region.</summary>
    public string? Arn => Region is null ? null
        : $"arn:{(Region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn" : Region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov" : "aws")}"
            + $":sqs:{Region}:{new Uri(Url).Segments[^2].Trim('/')}:{Name}";

    /// <summary>Reads a queue URL, of AWS or of an emulator; null when it is none.</summary>
    public static QueueAddress? Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return null;
        }

        var segments = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);

        if (segments.Length < 2)
        {
            return null;
        }

        var fromHost = HostWithRegion().Match(uri.Host);
        var region = fromHost.Success ? fromHost.Groups["region"].Value : null;

        if (region is null && segments is ["queue", var inPath, _, _])
        {
            region = inPath;
        }

        return new(url, segments[^1], region);
    }

    [GeneratedRegex(@"^(sqs\.)?(?<region>[a-z]{2,3}(-[a-z]+)+-\d)\.(queue\.|sqs\.)?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HostWithRegion();
}
