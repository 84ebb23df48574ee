using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.Identity.Policies;
using S3Replicator.LocalAws.Kms;

namespace S3Replicator.LocalAws.S3.Encryption;

/// <summary>Whether a caller may use a KMS key through S3, and whether the key can be used at all.</summary>
internal sealed class KeyAccess(KmsKeys keys, Authorizer authorizer)
{
    public const string Encrypt = "kms:GenerateDataKey";
    public const string Decrypt = "kms:Decrypt";

    /// <summary>What S3 puts into the encryption context: the object, or its bucket where a bucket key stands between.</summary>
    public static string ContextOf(string bucket, string key, bool bucketKey) => bucketKey ? $"arn:aws:s3:::{bucket}" : $"arn:aws:s3:::{bucket}/{key}";

    /// <param name="request">The request that needs the key.</param>
    /// <param name="action">What it needs it for.</param>
    /// <param name="keyArn">The key.</param>
    /// <param name="encrypted">What is encrypted with it, of <see cref="ContextOf"/>.</param>
    /// <returns>The ARN of the key itself, where an alias was named.</returns>
    /// <exception cref="AwsErrorException">It may not, or cannot.</exception>
    public string Require(S3Request request, string action, string keyArn, string encrypted)
    {
        var key = keys.Find(keyArn) ?? throw new AwsErrorException(KmsErrors.NotFound(keyArn));
        var arn = KeyArn.Parse(keyArn)!;
        var decision = Decide(request, action, key, arn.AccountId, encrypted);
        if (!decision.IsAllowed)
        {
            throw new AwsErrorException(S3Errors.AccessDenied with { Message = decision.Describe(request.Principal.Arn, action, key.Key.Arn) });
        }

        return key.Key.State switch
        {
            KmsKeyState.Disabled => throw new AwsErrorException(KmsErrors.Disabled(key.Key.Arn)),
            KmsKeyState.PendingDeletion => throw new AwsErrorException(KmsErrors.InvalidState(key.Key.Arn)),
            KmsKeyState.Enabled or KmsKeyState.Missing or _ => key.Key.Arn,
        };
    }

    // S3's own key is for everyone in its account, and for nobody else.
    private AuthorizationDecision Decide(S3Request request, string action, DefinedKey key, string account, string encrypted)
    {
        var isOwn = string.Equals(account, request.Principal.AccountId, StringComparison.Ordinal);
        if (isOwn && (KeyArn.IsManaged(key.Key.Arn) || (key.Policy is null && authorizer.IsUnlimited(request.Principal))))
        {
            return new AuthorizationDecision(AuthorizationResult.Allow, PolicySource.Undefined, null);
        }

        var context = new AuthorizationContext()
            .Add("kms:ViaService", $"s3.{request.Bucket.Region}.amazonaws.com")
            .Add("kms:CallerAccount", request.Principal.AccountId)
            .Add("kms:EncryptionContext:aws:s3:arn", encrypted);
        return key.Policy is null
            ? authorizer.Evaluate(request.Principal, action, key.Key.Arn, context, resourcePolicy: null, account)
            : authorizer.EvaluateKey(request.Principal, action, key.Key.Arn, context, key.Policy, account);
    }
}
