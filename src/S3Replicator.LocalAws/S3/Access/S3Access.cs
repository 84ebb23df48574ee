using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.Identity.Policies;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Access;

/// <summary>Whether a caller may do what it asks: by its own policies, its session's and the bucket's.</summary>
internal sealed class S3Access(Authorizer authorizer)
{
    /// <exception cref="AwsErrorException">It may not.</exception>
    public void Require(S3Request request, string action, Bucket bucket, string? key)
    {
        if (Refusal(request, action, bucket, key) is { } error)
        {
            throw new AwsErrorException(error);
        }
    }

    /// <summary>The error of what it may not do; null where it may.</summary>
    public AwsError? Refusal(S3Request request, string action, Bucket bucket, string? key)
    {
        var policy = bucket.Settings.Policy;
        var isOwn = string.Equals(bucket.OwnerAccount, request.Principal.AccountId, StringComparison.Ordinal);
        if (isOwn && policy is null && authorizer.IsUnlimited(request.Principal))
        {
            return null;
        }

        var arn = "arn:aws:s3:::" + bucket.Name + (key is null ? "" : "/" + key);
        return Describe(request, action, arn, authorizer.Evaluate(request.Principal, action, arn, Context(request), policy, bucket.OwnerAccount));
    }

    /// <summary>The error of what it may not do outside any bucket.</summary>
    public AwsError? Refusal(S3Request request, string action, string arn) => authorizer.IsUnlimited(request.Principal)
        ? null
        : Describe(request, action, arn, authorizer.Evaluate(request.Principal, action, arn, Context(request)));

    private static AwsError? Describe(S3Request request, string action, string arn, AuthorizationDecision decision) => decision.IsAllowed
        ? null
        : S3Errors.AccessDenied with { Message = decision.Describe(request.Principal.Arn, action, $"\"{arn}\"") };

    private static AuthorizationContext Context(S3Request request)
    {
        var context = new AuthorizationContext();
        Add(context, "aws:RequestedRegion", request.Region);
        Add(context, "s3:prefix", request.Query("prefix"));
        Add(context, "s3:delimiter", request.Query("delimiter"));
        Add(context, "s3:VersionId", request.Query("versionId"));
        Add(context, "s3:x-amz-acl", request.Header("x-amz-acl"));
        Add(context, "s3:x-amz-storage-class", request.Header(HeaderNames.StorageClass));
        Add(context, "s3:x-amz-server-side-encryption", request.Header("x-amz-server-side-encryption"));
        Add(context, "s3:x-amz-copy-source", request.Header(HeaderNames.CopySource));
        Add(context, "s3:x-amz-metadata-directive", request.Header("x-amz-metadata-directive"));
        return context;
    }

    private static void Add(AuthorizationContext context, string key, string? value)
    {
        if (value is not null)
        {
            context.Add(key, value);
        }
    }
}
