using S3Replicator.Commands;
using S3Replicator.Core.Rules;

namespace S3Replicator.Hosting;

/// <summary>Refuses rules that ask for what this version does not carry out, so that nothing is passed over in silence.</summary>
internal static class UnsupportedSettings
{
    public static void Refuse(RuleSet rules)
    {
        foreach (var document in rules.Documents)
        {
            if (document.RoleOptions.ScopedSessionPolicy)
            {
                throw Refusal($"The document of bucket {document.Bucket}", "SessionPolicy: Scoped");
            }

            foreach (var rule in document.Rules.Where(rule => rule.IsEnabled))
            {
                if (SettingOf(rule) is { } setting)
                {
                    throw Refusal($"Rule {rule.Id} of bucket {document.Bucket}", setting);
                }
            }
        }
    }

    private static string? SettingOf(ReplicationRule rule) =>
        rule.Acl == ReplicaAcl.Mirror ? "Acl: Mirror" : null;

    private static CommandException Refusal(string who, string setting) => new(
        ExitCode.WrongUsage, $"{who} asks for {setting}, which this version does not carry out.", "Leave it out of the rule document.");
}
