using S3Replicator.Core.Rules.Binding;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Validation;

internal sealed class ReplicationTimeValidator : IRuleValidator
{
    private const long NativeMinutes = 15;

    public void Validate(WrittenRule rule, FileProblems problems)
    {
        var hasTimeControl = rule.Destination.IsEnabled("ReplicationTime");
        var time = WrittenRule.Part(WrittenRule.Part(rule.Destination, "ReplicationTime"), "Time");
        var threshold = WrittenRule.Part(rule.Destination, "Metrics")["EventThreshold"];
        if (hasTimeControl && !rule.Destination.IsEnabled("Metrics"))
        {
            problems.Error(rule.Destination["ReplicationTime"]!, "ReplicationTimeWithoutMetrics", $"{rule.Id} has time control without metrics.", "Add Metrics: {Status: Enabled, EventThreshold: {Minutes: 15}} to Destination.");
        }

        if (threshold is not null && !hasTimeControl)
        {
            problems.Error(threshold, "EventThresholdWithoutReplicationTime", $"{rule.Id} has an EventThreshold without time control.", "Enable ReplicationTime, or take EventThreshold away.");
        }
        else if (threshold?.IntegerOf("Minutes") is { } given && time.IntegerOf("Minutes") is { } wanted && given != wanted)
        {
            problems.Error(threshold["Minutes"]!, "EventThresholdDiffers", FormattableString.Invariant($"EventThreshold is {given} minutes, ReplicationTime {wanted}."), "Write the same number in both.");
        }

        if (time["Minutes"] is { Kind: NodeKind.Number } minutes && time.IntegerOf("Minutes") != NativeMinutes)
        {
            problems.NotNative(minutes, "NotNative", $"S3 itself knows only 15 minutes, not {minutes.Text}.");
        }
    }
}
