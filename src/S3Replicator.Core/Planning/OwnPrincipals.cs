using System.Collections.Frozen;

namespace S3Replicator.Core.Planning;

/// <summary>Who this replicator is in the events that its own writes cause.</summary>
public sealed class OwnPrincipals
{
    private const string AwsPrefix = "AWS:";

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _roleIds;
    private readonly string _sessionNamePrefix;
    private readonly bool _isEmpty;

    /// <summary>Gathers the roles that workers assume.</summary>
    /// <param name="roleIds">Unique ids of roles (<c>AROA…</c>); what follows a colon, as in STS's <c>AssumedRoleId</c>, is left out.</param>
    /// <param name="sessionNamePrefix">How the names of workers' sessions begin; empty takes every session of the roles.</param>
    public OwnPrincipals(IEnumerable<string> roleIds, string sessionNamePrefix = "")
    {
        var ids = roleIds.Select(id => id.Split(':')[0]).Where(id => id.Length > 0).ToFrozenSet(StringComparer.Ordinal);
        _isEmpty = ids.Count == 0;
        _roleIds = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        _sessionNamePrefix = sessionNamePrefix;
    }

    /// <summary>Nobody.</summary>
    public static OwnPrincipals None { get; } = new([]);

    /// <summary>Whether an event's principal, such as <c>AWS:AROAEXAMPLE:session</c>, is one of ours.</summary>
    public bool Contains(string? principalId)
    {
        if (_isEmpty || principalId is null)
        {
            return false;
        }

        var rest = principalId.AsSpan();
        if (rest.StartsWith(AwsPrefix, StringComparison.Ordinal))
        {
            rest = rest[AwsPrefix.Length..];
        }

        var colon = rest.IndexOf(':');
        return colon > 0
            && _roleIds.Contains(rest[..colon])
            && rest[(colon + 1)..].StartsWith(_sessionNamePrefix, StringComparison.Ordinal);
    }
}
