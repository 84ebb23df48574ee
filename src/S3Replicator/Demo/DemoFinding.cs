using S3Replicator.Core.Rules;

namespace S3Replicator.Demo;

/// <summary>What the check found for one rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Checked">How many source objects the rule is responsible for.</param>
/// <param name="Differences">What is not as it should be, one line each.</param>
internal sealed record DemoFinding(ReplicationRule Rule, int Checked, IReadOnlyList<string> Differences);
