using S3Replicator.Core.Rules.Binding;

namespace S3Replicator.Core.Rules.Validation;

internal sealed class EncryptionValidator : IRuleValidator
{
    public void Validate(WrittenRule rule, FileProblems problems)
    {
        var criterion = rule.Criteria["SseKmsEncryptedObjects"];
        var encryption = rule.Destination["EncryptionConfiguration"];
        if (rule.Criteria.IsEnabled("SseKmsEncryptedObjects") && encryption is null)
        {
            problems.Error(
                criterion!,
                "MissingReplicaKmsKey",
                $"{rule.Id} replicates objects under SSE-KMS and does not say which key encrypts the replicas.",
                "Add EncryptionConfiguration: {ReplicaKmsKeyID: …} to Destination.");
        }

        if (criterion is null && encryption is not null)
        {
            problems.NotNative(
                encryption,
                "EncryptionWithoutSseKms",
                $"{rule.Id} names a key for replicas and does not say whether objects under SSE-KMS are replicated; they are not.",
                "Add SourceSelectionCriteria: {SseKmsEncryptedObjects: {Status: Enabled}}, or Disabled.");
        }
    }
}
