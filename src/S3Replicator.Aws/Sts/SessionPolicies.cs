using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Permissions;

namespace S3Replicator.Aws.Sts;

/// <summary>The session policies of a document, of which the narrowest that STS has room for is used.</summary>
internal sealed class SessionPolicies(ReplicationDocument document)
{
    private readonly IReadOnlyList<string?> _policies = Of(document);
    private int _current;

    public string? Current => _policies[Volatile.Read(ref _current)];

    /// <summary>Goes over to the next wider policy for good; false where there is none.</summary>
    public bool TryWiden()
    {
        if (_current == _policies.Count - 1)
        {
            return false;
        }

        Volatile.Write(ref _current, _current + 1);
        return true;
    }

    public static IReadOnlyList<string?> Of(ReplicationDocument document) =>
        document.RoleOptions.ScopedSessionPolicy ? [.. ScopedSessionPolicy.Of(document)] : new List<string?> { document.RoleOptions.SessionPolicy };
}
