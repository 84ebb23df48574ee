using System.Collections.Concurrent;
using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Kms;

/// <summary>The keys of all accounts and regions.</summary>
public sealed class KmsKeys
{
    private readonly ConcurrentDictionary<string, DefinedKey> _keys = new(StringComparer.Ordinal);

    internal KmsKeys()
    {
    }

    /// <summary>Whether a key that nobody defined is there and enabled; false makes it missing. True by default.</summary>
    public bool AllowUndefined { get; set; } = true;

    /// <summary>Defines a key, or changes it.</summary>
    /// <exception cref="ArgumentException">The ARN, the alias or the policy is none.</exception>
    public void Define(KmsKey key)
    {
        if (KeyArn.Parse(key.Arn) is not { } arn || arn.IsAlias)
        {
            throw new ArgumentException($"\"{key.Arn}\" is no key's ARN.", nameof(key));
        }

        var policy = key.Policy is null ? default : PolicyParser.Parse(key.Policy, PolicyKind.Resource);
        if (policy.Error is { } fault)
        {
            throw new ArgumentException($"The key policy is none: {fault}", nameof(key));
        }

        if (key.Alias is not null && !key.Alias.StartsWith(KeyArn.AliasPrefix, StringComparison.Ordinal))
        {
            throw new ArgumentException("An alias starts with alias/.", nameof(key));
        }

        var defined = new DefinedKey(key, policy.Document);
        _keys[key.Arn] = defined;
        if (key.Alias is { } alias)
        {
            _keys[arn.With(alias)] = defined;
        }
    }

    /// <summary>The keys that were defined.</summary>
    public IReadOnlyList<KmsKey> Snapshot() => [.. _keys.Values.Select(defined => defined.Key).Distinct().OrderBy(key => key.Arn, StringComparer.Ordinal)];

    /// <summary>The key of an ARN, of a key or an alias; null where it is missing.</summary>
    internal DefinedKey? Find(string arn) => _keys.TryGetValue(arn, out var defined)
        ? defined.Key.State == KmsKeyState.Missing ? null : defined
        : AllowUndefined || KeyArn.IsManaged(arn) ? new DefinedKey(new KmsKey { Arn = arn }, null) : null;
}
