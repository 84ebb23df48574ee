using System.Globalization;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Http;

namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>The headers that belong to an object, in the text they were sent in.</summary>
internal sealed class ObjectHeaders
{
    public const string DefaultContentType = "binary/octet-stream";
    private const int MaxUserMetadata = 2048;
    private static readonly string[] SystemNames =
        ["Content-Type", "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Expires"];

    private ObjectHeaders(KeyValuePair<string, string>[] entries) => Entries = entries;

    public static ObjectHeaders None { get; } = new([new("Content-Type", DefaultContentType)]);

    /// <summary>System headers first, then user metadata in order of arrival.</summary>
    public KeyValuePair<string, string>[] Entries { get; }

    public static ObjectHeaders Of(IEnumerable<KeyValuePair<string, string>> entries) => new([.. entries]);

    public static ObjectHeaders From(IHeaderDictionary headers)
    {
        var entries = new List<KeyValuePair<string, string>>(4);
        foreach (var name in SystemNames)
        {
            var value = headers[name].ToString();
            if (string.Equals(name, "Content-Encoding", StringComparison.Ordinal))
            {
                value = WithoutChunking(value);
            }

            if (value.Length > 0)
            {
                entries.Add(new(name, value));
            }
            else if (entries.Count == 0)
            {
                entries.Add(new(name, DefaultContentType));
            }
        }

        var userBytes = 0;
        foreach (var (name, value) in headers)
        {
            if (name.StartsWith(HeaderNames.MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            {
                var text = value.Count == 1 ? value[0]! : string.Join(',', value.ToArray());
                userBytes += name.Length - HeaderNames.MetadataPrefix.Length + text.Length;
                entries.Add(new(name.ToLowerInvariant(), text));
            }
        }

        return userBytes > MaxUserMetadata
            ? throw new AwsErrorException(new AwsError(
                    400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size")
                .With("Size", userBytes.ToString(CultureInfo.InvariantCulture))
                .With("MaxSizeAllowed", "2048"))
            : new ObjectHeaders([.. entries]);
    }

    /// <summary>The encoding of the transfer is no property of the object.</summary>
    private static string WithoutChunking(string encoding) => encoding.Contains("aws-chunked", StringComparison.OrdinalIgnoreCase)
        ? string.Join(',', encoding.Split(',', StringSplitOptions.TrimEntries)
            .Where(part => !part.Equals("aws-chunked", StringComparison.OrdinalIgnoreCase)))
        : encoding;
}
