using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Microsoft.Extensions.Logging;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Aws.Sts;

/// <summary>The sessions of all roles that the rules name.</summary>
public sealed partial class RoleSessions(
    IAmazonSecurityTokenService sts, string sessionName, TimeProvider timeProvider, ILogger<RoleSessions> logger) : IDisposable
{
    private readonly ConditionalWeakTable<ReplicationDocument, AssumedRoleCredentials> _byDocument = [];
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
    internal AssumedRoleCredentials? For(ReplicationDocument document) => document.Role is { } role
        ? _byDocument.GetValue(document, document => _roles.GetOrAdd(
            RoleKey.Of(role, document),
            key =>
            {
                var policies = new SessionPolicies(document);
                return new(token => NoteAsync(key, document.RoleOptions, policies, token), timeProvider);
            }))
        : null;

    private async Task<AssumedRole> NoteAsync(RoleKey key, RoleOptions options, SessionPolicies policies, CancellationToken cancellationToken)
    {
        try
        {
            var role = await AssumeAsync(key, options, policies, cancellationToken);
            _refused.TryRemove(key.Role, out _);
            return role;
        }
        catch (Exception exception) when (exception is AmazonClientException or AmazonServiceException or HttpRequestException or IOException)
        {
            _refused[key.Role] = exception.Message;
            throw;
        }
    }

    private async Task<AssumedRole> AssumeAsync(RoleKey key, RoleOptions options, SessionPolicies policies, CancellationToken cancellationToken)
    {
        var request = new AssumeRoleRequest
        {
            RoleArn = key.Role,
            RoleSessionName = sessionName,
            ExternalId = options.ExternalId,
            DurationSeconds = options.DurationSeconds,
            Policy = policies.Current,
            Tags = options.SessionTags.IsEmpty
                ? null
                : [.. options.SessionTags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
        };

        try
        {
            return Remember(await sts.AssumeRoleAsync(request, cancellationToken));
        }
        catch (PackedPolicyTooLargeException) when (policies.TryWiden())
        {
            Log.Widened(logger, key.Role);
            return await AssumeAsync(key, options, policies, cancellationToken);
        }
    }

    private AssumedRole Remember(AssumeRoleResponse response)
    {
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

    /// <summary>What tells sessions apart; a document that is read again with the same settings keeps its session.</summary>
    private sealed record RoleKey(string Role, string? ExternalId, int DurationSeconds, string Tags, string Policies)
    {
        public static RoleKey Of(string role, ReplicationDocument document) => new(
            role,
            document.RoleOptions.ExternalId,
            document.RoleOptions.DurationSeconds,
            string.Join('&', document.RoleOptions.SessionTags.Select(tag => $"{tag.Key}={tag.Value}")),
            string.Join('\n', SessionPolicies.Of(document)));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The session policy of role {Role} has no room for every prefix of the rules; the session is narrowed to their buckets alone.")]
        public static partial void Widened(ILogger logger, string role);
    }
}
