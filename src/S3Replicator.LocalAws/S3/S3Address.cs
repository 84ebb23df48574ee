using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Http;

namespace S3Replicator.LocalAws.S3;

/// <summary>The bucket and key of a request, in path or virtual-host style.</summary>
internal readonly record struct S3Address(string? Bucket, string? Key)
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

        if (bucket.Length == 0)
        {
            return path.IsEmpty ? null : S3Errors.InvalidUri;
        }

        if (!UriText.TryDecode(path, plusIsSpace: false, out var key))
        {
            return S3Errors.InvalidUri;
        }

        address = new S3Address(bucket, key.Length == 0 ? null : key);
        return key.Length > MaxKeyBytes / 4 && System.Text.Encoding.UTF8.GetByteCount(key) > MaxKeyBytes
            ? S3Errors.KeyTooLong.With("Size", System.Text.Encoding.UTF8.GetByteCount(key).ToString(System.Globalization.CultureInfo.InvariantCulture))
            : null;
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
