using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Http;

namespace S3Replicator.LocalAws.S3;

/// <summary>The bucket and key of a request, in path or virtual-host style, and the region that its host names.</summary>
internal readonly record struct S3Address(string? Bucket, string? Key, string? Region)
{
    private const int MaxKeyBytes = 1024;

    public S3Router.Scope Scope => Key is not null ? S3Router.Scope.Object : Bucket is not null ? S3Router.Scope.Bucket : S3Router.Scope.Account;

    /// <summary>The address, or an error where the path is not text or the key is too long.</summary>
    public static AwsError? Parse(HostString host, RequestTarget target, out S3Address address)
    {
        address = default;
        var path = target.Path.AsSpan(1);
        var bucket = BucketOfHost(host.Host);
        if (bucket is null)
        {
            var slash = path.IndexOf('/');
            if (!UriText.TryDecode(slash < 0 ? path : path[..slash], plusIsSpace: false, out bucket))
            {
                return S3Errors.InvalidUri;
            }

            path = slash < 0 ? [] : path[(slash + 1)..];
        }

        address = new S3Address(null, null, RegionOfHost(host.Host));
        if (bucket.Length == 0)
        {
            return path.IsEmpty ? null : S3Errors.InvalidUri;
        }

        if (!UriText.TryDecode(path, plusIsSpace: false, out var key))
        {
            return S3Errors.InvalidUri;
        }

        address = address with { Bucket = bucket, Key = key.Length == 0 ? null : key };
        return key.Length > MaxKeyBytes / 4 && System.Text.Encoding.UTF8.GetByteCount(key) > MaxKeyBytes
            ? S3Errors.KeyTooLong.With("Size", System.Text.Encoding.UTF8.GetByteCount(key).ToString(System.Globalization.CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>The region of <c>s3.REGION.localhost</c>, before which a bucket may stand, and of Amazon's own names; null where there is none.</summary>
    private static string? RegionOfHost(string host)
    {
        const string Service = "s3.";
        var start = host.StartsWith(Service, StringComparison.OrdinalIgnoreCase) ? 0 : host.IndexOf("." + Service, StringComparison.OrdinalIgnoreCase) + 1;
        if (start == 0 && !host.StartsWith(Service, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var label = host.AsSpan(start + Service.Length);
        var end = label.IndexOf('.');
        label = end < 0 ? [] : label[..end];
        return label.Contains('-') && char.IsAsciiDigit(label[^1]) ? label.ToString() : null;
    }

    /// <summary>The bucket of <c>bucket.s3.localhost</c>, <c>bucket.localhost</c> and of Amazon's own names.</summary>
    private static string? BucketOfHost(string host)
    {
        if (host.StartsWith("s3.", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var end = host.IndexOf(".s3.", StringComparison.OrdinalIgnoreCase);
        if (end < 0)
        {
            const string Local = ".localhost";
            end = host.EndsWith(Local, StringComparison.OrdinalIgnoreCase) ? host.Length - Local.Length : -1;
        }

        return end > 0 ? host[..end] : null;
    }
}
