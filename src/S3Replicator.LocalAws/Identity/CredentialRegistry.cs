using System.Collections.Concurrent;
using System.Security.Cryptography;
using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Identity;

/// <summary>The access keys of all accounts, those of role sessions included.</summary>
internal sealed class CredentialRegistry
{
    public const string DefaultAccountId = "000000000000";
    public const string DefaultAccessKeyId = "test";
    public const string DefaultSecretAccessKey = "test";

    // An expired key must go on to answer ExpiredToken and not InvalidClientTokenId for as long as a client may try it.
    private static readonly TimeSpan KeepExpired = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Credential> _credentials = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RoleSession> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<PolicyDocument>> _userPolicies = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _accounts = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, DateTimeOffset> _expirations = new();
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly UniqueIds _ids;

    public CredentialRegistry(TimeProvider? clock = null, RandomFill? random = null)
    {
        _clock = clock ?? TimeProvider.System;
        _ids = new UniqueIds(random ?? RandomNumberGenerator.Fill);
        AddUser(DefaultAccountId, "test", DefaultAccessKeyId, DefaultSecretAccessKey);
    }

    /// <summary>Finds a key, expired ones too.</summary>
    public Credential? Find(string accessKeyId) => _credentials.GetValueOrDefault(accessKeyId);

    /// <summary>The role session behind a key; null for a user's key.</summary>
    public RoleSession? FindSession(string accessKeyId) => _sessions.GetValueOrDefault(accessKeyId);

    /// <summary>What a user may do; null where nothing was defined, and then everything is allowed.</summary>
    public IReadOnlyList<PolicyDocument>? FindUserPolicies(string userArn) => _userPolicies.GetValueOrDefault(userArn);

    public bool HasAccount(string accountId) => _accounts.ContainsKey(accountId);

    public void AddAccount(string accountId) => _accounts[accountId] = true;

    public void Add(Credential credential)
    {
        AddAccount(credential.Principal.AccountId);
        _credentials[credential.AccessKeyId] = credential;
    }

    /// <summary>Adds a user with a key, and its account where that is new.</summary>
    public Credential AddUser(
        string accountId, string userName, string accessKeyId, string secretAccessKey, IReadOnlyList<PolicyDocument>? policies = null)
    {
        var principal = new Principal(accountId, $"arn:aws:iam::{accountId}:user/{userName}", _ids.UserId(), accessKeyId);
        var credential = new Credential(accessKeyId, secretAccessKey, SessionToken: null, Expiration: null, principal);
        if (policies is not null)
        {
            _userPolicies[principal.Arn] = policies;
        }

        Add(credential);
        return credential;
    }

    /// <summary>Gives out the temporary key of a role session.</summary>
    public Credential Issue(RoleSession session)
    {
        Sweep();
        var accessKeyId = _ids.SessionAccessKeyId();
        var principal = new Principal(session.Role.AccountId, session.Arn, session.UserId, accessKeyId);
        var credential = new Credential(accessKeyId, _ids.SecretAccessKey(), _ids.SessionToken(), session.Expiration, principal);
        _sessions[accessKeyId] = session;
        Add(credential);
        lock (_gate)
        {
            _expirations.Enqueue(accessKeyId, session.Expiration);
        }

        return credential;
    }

    private void Sweep()
    {
        var before = _clock.GetUtcNow() - KeepExpired;
        lock (_gate)
        {
            while (_expirations.TryPeek(out var accessKeyId, out var expiration) && expiration < before)
            {
                _expirations.Dequeue();
                _credentials.TryRemove(accessKeyId, out _);
                _sessions.TryRemove(accessKeyId, out _);
            }
        }
    }
}
