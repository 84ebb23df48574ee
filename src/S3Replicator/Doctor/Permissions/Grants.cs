using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Permissions;

namespace S3Replicator.Doctor.Permissions;

/// <summary>The statements that mend what is missing, for whoever does a document's work; pure.</summary>
internal sealed class Grants(ReplicationDocument? document)
{
    private readonly string _who = document?.Role ?? "the worker";
    private readonly string? _account = RoleArn.TryParse(document?.Role, out var arn) ? arn.Account : null;

    /// <summary>The mend for an action in a bucket or on its objects.</summary>
    public string Of(string action, S3Place place)
    {
        var own = Of(action, place.Arn);
        return OwnerOf(place.Bucket) is { } owner && _account is not null && !string.Equals(owner, _account, StringComparison.Ordinal)
            ? $$"""{{own}}; and in the policy of bucket {{place.Bucket}}, which account {{owner}} owns: {"Effect":"Allow","Principal":{"AWS":"{{document!.Role}}"},"Action":"{{action}}","Resource":"{{place.Arn}}"}."""
            : $"{own}; where another account owns the bucket, in the bucket's own policy too.";
    }

    /// <summary>The mend for a KMS key.</summary>
    public string OfKey(string action, string key)
    {
        var own = Of(action, key);
        return key.Split(':') is [_, _, _, _, var owner, ..] && _account is not null && !string.Equals(owner, _account, StringComparison.Ordinal)
            ? $$"""{{own}}; and in the policy of the key, which account {{owner}} owns: {"Effect":"Allow","Principal":{"AWS":"{{document!.Role}}"},"Action":"{{action}}","Resource":"*"}."""
            : $"{own}; and the key's own policy must leave it to the account's policies, or name the role.";
    }

    /// <summary>The mend for a queue.</summary>
    public string OfQueue(string action, string queue) => $"{Of(action, queue)}; where another account owns the queue, in the queue's own policy too.";

    /// <summary>The statement for the identity's own policy.</summary>
    public string Of(string action, string resource) =>
        $$"""Allow {{_who}} {"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"}""";

    private string? OwnerOf(string bucket) =>
        string.Equals(bucket, document?.Bucket, StringComparison.Ordinal) ? document!.SourceAccount
        : document?.Rules.Select(rule => rule.Destination).FirstOrDefault(destination => string.Equals(destination.Bucket, bucket, StringComparison.Ordinal))?.Account;
}
