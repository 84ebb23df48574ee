using System.Globalization;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Listing;

/// <summary>What all lists have in common.</summary>
internal sealed record ListParameters(string Prefix, string Delimiter, int MaxKeys, bool UrlEncodes)
{
    private const int MostKeys = 1000;

    /// <param name="request">The request.</param>
    /// <param name="maxName">The parameter that limits the list: <c>max-keys</c>, <c>max-uploads</c> or <c>max-parts</c>.</param>
    public static ListParameters From(S3Request request, string maxName) => new(
        request.Query("prefix") ?? "",
        request.Query("delimiter") ?? "",
        Limit(request, maxName),
        request.Query("encoding-type") switch
        {
            null or "" => false,
            "url" => true,
            var other => throw new AwsErrorException(S3Errors.InvalidArgument("Invalid Encoding Method specified in Request", "encoding-type", other)),
        });

    /// <summary>A key as the list shows it.</summary>
    public string Encode(string key) => UrlEncodes ? UriText.EncodeForm(key) : key;

    /// <summary>The place after a marker; one that is itself a common prefix stands for all of its keys.</summary>
    public KeyPosition After(string marker)
    {
        var isCommonPrefix = Delimiter.Length > 0
                             && marker.Length > Prefix.Length
                             && marker.StartsWith(Prefix, StringComparison.Ordinal)
                             && marker.IndexOf(Delimiter, Prefix.Length, StringComparison.Ordinal) == marker.Length - Delimiter.Length;
        return isCommonPrefix ? KeyPosition.AfterPrefix(marker) : KeyPosition.After(marker);
    }

    public static int Limit(S3Request request, string name)
    {
        var text = request.Query(name);
        if (string.IsNullOrEmpty(text))
        {
            return MostKeys;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit))
        {
            throw new AwsErrorException(S3Errors.InvalidArgument($"Provided {name} not an integer or within integer range", name, text));
        }

        return limit < 0
            ? throw new AwsErrorException(S3Errors.InvalidArgument($"Argument {name} must be an integer between 0 and 2147483647", name, text))
            : Math.Min(limit, MostKeys);
    }
}
