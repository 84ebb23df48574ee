using System.Diagnostics.CodeAnalysis;

namespace S3Replicator.Core.State;

/// <summary>Where state is kept, as <c>--state</c> names it: a path, <c>file:///path</c>, or <c>s3://bucket/prefix</c>.</summary>
public abstract record StateUri
{
    private const string S3Scheme = "s3://";
    private const string FileScheme = "file://";

    /// <summary>Reads the text; where that cannot be done, says why.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out StateUri? uri, [NotNullWhen(false)] out string? problem)
    {
        (uri, problem) = string.IsNullOrWhiteSpace(text) ? (null, "it is empty")
            : text.StartsWith(S3Scheme, StringComparison.OrdinalIgnoreCase) ? ReadBucket(text[S3Scheme.Length..])
            : text.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase) ? ReadFile(text)
            : text.Contains("://", StringComparison.Ordinal) ? (null, "it is neither a path nor file:// nor s3://")
            : text.Contains('\0', StringComparison.Ordinal) ? (null, "it is no path")
            : ((StateUri?)new StateFolderUri(Path.GetFullPath(text)), null);
        return uri is not null;
    }

    private static (StateUri? Uri, string? Problem) ReadBucket(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var bucket = slash < 0 ? text : text[..slash];
        var prefix = slash < 0 ? string.Empty : text[slash..].Trim('/');

        if (bucket.Length is < 3 or > 63 || !bucket.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '.'))
        {
            return (null, $"'{bucket}' is not the name of a bucket");
        }

        return prefix.Contains('?', StringComparison.Ordinal) || prefix.Contains('#', StringComparison.Ordinal)
            ? (null, "the prefix has a '?' or '#'")
            : (new StateBucketUri(bucket, prefix), null);
    }

    private static (StateUri? Uri, string? Problem) ReadFile(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var file) && (file.Host is "" or "localhost") && file.AbsolutePath.Length > 1
            ? (new StateFolderUri(Path.GetFullPath(Uri.UnescapeDataString(file.AbsolutePath))), null)
            : (null, "a file URI names a folder of this machine, as in file:///var/lib/s3replicator");
}
