using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Validation;

public sealed class ExistingObjectsValidatorTests
{
    [Fact]
    public void Warns_of_existing_object_replication() =>
        Rule().With("ExistingObjectReplication", Switch("Enabled")).LoadRule().ShouldWarn("ExistingObjectReplication", "/Rules/0/ExistingObjectReplication");

    [Fact]
    public void Rejects_existing_object_replication_under_strict() =>
        Rule().With("ExistingObjectReplication", Switch("Enabled")).LoadRule(strict: true).ShouldReject("ExistingObjectReplication", "/Rules/0/ExistingObjectReplication");
}
