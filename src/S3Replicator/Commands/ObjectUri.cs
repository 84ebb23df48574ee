using System.Diagnostics.CodeAnalysis;
using S3Replicator.Core.State;

namespace S3Replicator.Commands;

/// <summary>Reads <c>s3://BUCKET/KEY[?versionId=ID]</c>; the key is taken as it stands, as other tools for S3 do.</summary>
internal static class ObjectUri
{
    private const string Scheme = "s3://";
    private const string Version = "?versionId=";

    public static bool TryParse(string text, [NotNullWhen(true)] out ObjectName? name)
    {
        name = null;
        var slash = text.StartsWith(Scheme, StringComparison.Ordinal) ? text.IndexOf('/', Scheme.Length) : -1;

        if (slash <= Scheme.Length)
        {
            return false;
        }

        var version = text.LastIndexOf(Version, StringComparison.Ordinal);
        var hasVersion = version > slash && version + Version.Length < text.Length;
        var key = hasVersion ? text[(slash + 1)..version] : text[(slash + 1)..];
        name = key.Length == 0 ? null : new(text[Scheme.Length..slash], key, hasVersion ? text[(version + Version.Length)..] : null);
        return name is not null;
    }
}
