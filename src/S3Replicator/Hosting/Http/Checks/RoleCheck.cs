using S3Replicator.Aws.Sts;
using S3Replicator.Core.Pipeline;

namespace S3Replicator.Hosting.Http.Checks;

/// <summary>Whether the roles of the rules in force could be assumed the last time.</summary>
internal sealed class RoleCheck(RoleSessions sessions, IRuleSnapshot rules) : IReadinessCheck
{
    public IEnumerable<ReadinessFinding> Look() => rules.Current.Documents
        .Select(document => document.Role)
        .OfType<string>()
        .Distinct(StringComparer.Ordinal)
        .Select(role => ReadinessFinding.Of("role", role, sessions.Refused.GetValueOrDefault(role)));
}
