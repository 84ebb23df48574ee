using System.Collections.Concurrent;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using S3Replicator.Core.Rules;

namespace S3Replicator.Aws.Sts;

/// <summary>The sessions of all roles that the rules name.</summary>
public sealed class RoleSessions(IAmazonSecurityTokenService sts, string sessionName, TimeProvider timeProvider) : IDisposable
{
    private readonly ConcurrentDictionary<RoleKey, AssumedRoleCredentials> _roles = new();
    private readonly ConcurrentDictionary<string, byte> _ownRoleIds = new(StringComparer.Ordinal);

    /// <summary>Whether a principal id of an event (<c>AWS:AROA…:session</c>) is a session of a role that this worker has assumed, by whichever worker.</summary>
    public bool IsOwnPrincipal(string? principalId)
    {
        if (principalId is null)
        {
            return false;
        }

        var start = principalId.StartsWith("AWS:", StringComparison.Ordinal) ? 4 : 0;
        var end = principalId.IndexOf(':', start);

        return end > start
            && principalId.AsSpan(end + 1).StartsWith(SessionNames.Prefix, StringComparison.Ordinal)
            && _ownRoleIds.ContainsKey(principalId[start..end]);
    }

    /// <inheritdoc />
    public void Dispose() => sts.Dispose();

    /// <summary>The credentials of a document's role; null when the document asks for ambient ones.</summary>
    internal AssumedRoleCredentials? For(ReplicationDocument document) =>
        document.Role is { } role
            ? _roles.GetOrAdd(new(role, document.RoleOptions), key => new(token => AssumeAsync(key, token), timeProvider))
            : null;

    private async Task<AssumedRole> AssumeAsync(RoleKey key, CancellationToken cancellationToken)
    {
        var options = key.Options;
        var response = await sts.AssumeRoleAsync(
            new AssumeRoleRequest
            {
                RoleArn = key.Role,
                RoleSessionName = sessionName,
                ExternalId = options.ExternalId,
                DurationSeconds = options.DurationSeconds,
                Policy = options.SessionPolicy,
                Tags = options.SessionTags.IsEmpty
                    ? null
                    : [.. options.SessionTags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
            },
            cancellationToken);

        var assumedRoleId = response.AssumedRoleUser.AssumedRoleId;
        _ownRoleIds.TryAdd(assumedRoleId.Split(':')[0], 0);

        var credentials = response.Credentials;
        var expiresAt = new DateTimeOffset(credentials.Expiration!.Value.ToUniversalTime());
        return new(
            new ImmutableCredentials(credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken), expiresAt, assumedRoleId);
    }

    private sealed record RoleKey(string Role, RoleOptions Options);
}
