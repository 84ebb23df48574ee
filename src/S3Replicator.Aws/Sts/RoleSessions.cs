using System.Collections.Concurrent;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Aws.Sts;

/// <summary>The sessions of all roles that the rules name.</summary>
public sealed class RoleSessions(IAmazonSecurityTokenService sts, string sessionName, TimeProvider timeProvider) : IDisposable
{
    private readonly ConcurrentDictionary<RoleKey, AssumedRoleCredentials> _roles = new();
    private readonly ConcurrentDictionary<string, byte> _ownRoleIds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _refused = new(StringComparer.Ordinal);
    private OwnPrincipals _own = OwnPrincipals.None;

    /// <summary>Who this program is in the events that its writes cause: every session of a role assumed here, by whichever worker.</summary>
    public OwnPrincipals Own => Volatile.Read(ref _own);

    /// <summary>The roles that could not be assumed the last time, and why.</summary>
    public IReadOnlyDictionary<string, string> Refused => _refused;

    /// <inheritdoc />
    public void Dispose() => sts.Dispose();

    /// <summary>The credentials of a document's role; null when the document asks for ambient ones.</summary>
    internal AssumedRoleCredentials? For(ReplicationDocument document) =>
        document.Role is { } role
            ? _roles.GetOrAdd(new(role, document.RoleOptions), key => new(token => NoteAsync(key, token), timeProvider))
            : null;

    private async Task<AssumedRole> NoteAsync(RoleKey key, CancellationToken cancellationToken)
    {
        try
        {
            var role = await AssumeAsync(key, cancellationToken);
            _refused.TryRemove(key.Role, out _);
            return role;
        }
        catch (Exception exception) when (exception is AmazonClientException or AmazonServiceException or HttpRequestException or IOException)
        {
            _refused[key.Role] = exception.Message;
            throw;
        }
    }

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

        if (_ownRoleIds.TryAdd(assumedRoleId.Split(':')[0], 0))
        {
            Volatile.Write(ref _own, new(_ownRoleIds.Keys, SessionNames.Prefix));
        }

        var credentials = response.Credentials;
        var expiresAt = new DateTimeOffset(credentials.Expiration!.Value.ToUniversalTime());
        return new(
            new ImmutableCredentials(credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken), expiresAt, assumedRoleId, response.AssumedRoleUser.Arn);
    }

    private sealed record RoleKey(string Role, RoleOptions Options);
}
