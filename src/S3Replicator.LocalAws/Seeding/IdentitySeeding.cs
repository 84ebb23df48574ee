using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Seeding;

/// <summary>Users and roles of a seed file.</summary>
internal sealed class IdentitySeeding(CredentialRegistry credentials, RoleRegistry roles, string ownAccount)
{
    private const string ArnStart = "arn:";

    public void Add(SeedUser user)
    {
        if (user.Name.Length == 0 || user.AccessKeyId.Length == 0 || user.SecretAccessKey.Length == 0)
        {
            throw new FormatException("\"name\", \"accessKeyId\" and \"secretAccessKey\" are not empty.");
        }

        var account = SeedAccounts.Read(user.AccountId, ownAccount);
        if (credentials.Find(user.AccessKeyId) is { } other && !IsSame(other, user, account))
        {
            throw new FormatException($"The access key {user.AccessKeyId} is another user's already.");
        }

        credentials.AddUser(account, user.Name, user.AccessKeyId, user.SecretAccessKey, SeedPolicies.ReadAll(user.Policies, "policies"));
    }

    public void Add(SeedRole role)
    {
        var arn = role.Name.StartsWith(ArnStart, StringComparison.Ordinal) ? role.Name : $"arn:aws:iam::{ownAccount}:role/{role.Name}";
        if (arn.Split(':', 6) is not ["arn", "aws", "iam", "", var account, ['r', 'o', 'l', 'e', '/', _, ..] resource] || resource.EndsWith('/'))
        {
            throw new FormatException($"\"{role.Name}\" is neither a role's name nor its ARN.");
        }

        credentials.AddAccount(SeedAccounts.Read(account, ownAccount));
        roles.Define(new Role(arn, UniqueIds.RoleIdOf(arn))
        {
            TrustPolicy = SeedPolicies.ReadOptional(role.Trust, PolicyKind.Trust, "trust"),
            PermissionPolicies = SeedPolicies.ReadAll(role.Permissions, "permissions"),
            MaxSessionDuration = SessionDuration(role.MaxSessionSeconds),
        });
    }

    private static bool IsSame(Credential other, SeedUser user, string account) =>
        string.Equals(other.Principal.Arn, $"arn:aws:iam::{account}:user/{user.Name}", StringComparison.Ordinal);

    private static TimeSpan SessionDuration(int? seconds)
    {
        var duration = seconds is null ? Role.DefaultMaxSessionDuration : TimeSpan.FromSeconds(seconds.Value);
        return duration >= Role.DefaultMaxSessionDuration && duration <= Role.LongestSession
            ? duration
            : throw new FormatException("\"maxSessionSeconds\" is 3,600 to 43,200.");
    }
}
