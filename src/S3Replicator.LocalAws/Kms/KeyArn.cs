namespace S3Replicator.LocalAws.Kms;

/// <summary>The ARN of a key or of an alias.</summary>
internal sealed record KeyArn(string Region, string AccountId, string Resource)
{
    public const string AliasPrefix = "alias/";
    private const string KeyPrefix = "key/";

    // What every account has and nobody can change: S3's own key, aws/s3.
    private const string ManagedKey = KeyPrefix + "00000000-0000-0000-0000-000000000000";

    public bool IsAlias => Resource.StartsWith(AliasPrefix, StringComparison.Ordinal);

    public static KeyArn? Parse(string text) =>
        text.Split(':', 6) is ["arn", "aws", "kms", { Length: > 0 } region, { Length: > 0 } account, var resource]
        && IsResource(resource)
            ? new KeyArn(region, account, resource)
            : null;

    /// <summary>The ARN of what a request calls a key: an ARN, an id or an alias; null where it is none of them.</summary>
    public static KeyArn? Resolve(string text, string region, string accountId)
    {
        if (text.StartsWith("arn:", StringComparison.Ordinal))
        {
            return Parse(text);
        }

        return new KeyArn(region, accountId, text.StartsWith(AliasPrefix, StringComparison.Ordinal) ? text : KeyPrefix + text);
    }

    public static KeyArn Managed(string region, string accountId) => new(region, accountId, ManagedKey);

    public static bool IsManaged(string arn) => arn.EndsWith(":" + ManagedKey, StringComparison.Ordinal);

    public string With(string resource) => $"arn:aws:kms:{Region}:{AccountId}:{resource}";

    public override string ToString() => With(Resource);

    private static bool IsResource(string resource) =>
        (resource.StartsWith(KeyPrefix, StringComparison.Ordinal) && resource.Length > KeyPrefix.Length)
        || (resource.StartsWith(AliasPrefix, StringComparison.Ordinal) && resource.Length > AliasPrefix.Length);
}
