using System.Collections.Concurrent;

namespace S3Replicator.LocalAws.Identity;

/// <summary>The roles of all accounts.</summary>
/// <param name="credentials">Tells which accounts there are.</param>
internal sealed class RoleRegistry(CredentialRegistry credentials)
{
    private readonly ConcurrentDictionary<string, Role> _roles = new(StringComparer.Ordinal);

    /// <summary>False makes a role that nobody defined missing, as in a real account. True by default.</summary>
    public bool AllowUndefined { get; set; } = true;

    /// <summary>Hears of roles that somebody defined or changed.</summary>
    public Action Changed { get; set; } = static () => { };

    /// <summary>The roles that somebody defined.</summary>
    public IEnumerable<Role> Defined => _roles.Values
        .Where(role => role.TrustPolicy is not null || role.PermissionPolicies is not null)
        .OrderBy(role => role.Arn, StringComparer.Ordinal);

    public void Define(Role role)
    {
        _roles[role.Arn] = role;
        Changed();
    }

    /// <summary>Gives a role that is there one more policy.</summary>
    public void Permit(Role role, Policies.Documents.PolicyDocument policy)
    {
        role.PermissionPolicies = [.. role.PermissionPolicies ?? [], policy];
        Changed();
    }

    /// <summary>False where there is one of that ARN that somebody defined.</summary>
    public bool TryCreate(Role role)
    {
        // One that was assumed before anybody defined it is not there for IAM.
        var isCreated = _roles.TryGetValue(role.Arn, out var there) && there.TrustPolicy is null
            ? _roles.TryUpdate(role.Arn, role, there)
            : _roles.TryAdd(role.Arn, role);
        if (isCreated)
        {
            Changed();
        }

        return isCreated;
    }

    /// <summary>The role of that ARN, if somebody defined it.</summary>
    public Role? FindDefined(string roleArn) => _roles.GetValueOrDefault(roleArn) is { TrustPolicy: not null } role ? role : null;

    /// <summary>The role of that ARN, or null where it is not there.</summary>
    public Role? Find(string roleArn)
    {
        if (_roles.TryGetValue(roleArn, out var role))
        {
            return role;
        }

        return AllowUndefined && IsRoleArn(roleArn) ? _roles.GetOrAdd(roleArn, static arn => Undefined(arn)) : null;
    }

    private bool IsRoleArn(string arn)
    {
        var parts = arn.Split(':', 6);
        return parts is ["arn", "aws", "iam", "", var account, var resource]
            && credentials.HasAccount(account)
            && resource.StartsWith("role/", StringComparison.Ordinal)
            && !resource.EndsWith('/');
    }

    private static Role Undefined(string arn) =>
        new(arn, UniqueIds.RoleIdOf(arn)) { MaxSessionDuration = Role.LongestSession };
}
