using System.Text.Json.Nodes;
using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Validation;

public sealed class EncryptionValidatorTests
{
    private const string Criterion = "SourceSelectionCriteria/SseKmsEncryptedObjects";

    private const string Key = "Destination/EncryptionConfiguration/ReplicaKmsKeyID";

    [Fact]
    public void Accepts_encrypted_objects_with_a_key_for_the_replicas() =>
        Rule().With(Criterion, Switch("Enabled")).With(Key, "arn:aws:kms:eu-west-1:444455556666:key/id").LoadRule(strict: true).ShouldAccept();

    [Fact]
    public void Accepts_encrypted_objects_disabled_without_key() => Rule().With(Criterion, Switch("Disabled")).LoadRule().ShouldAccept();

    [Fact]
    public void Rejects_encrypted_objects_without_a_key_for_the_replicas() =>
        Rule().With(Criterion, Switch("Enabled")).LoadRule().ShouldReject("MissingReplicaKmsKey", "/Rules/0/SourceSelectionCriteria/SseKmsEncryptedObjects");

    [Fact]
    public void Rejects_an_encryption_configuration_without_key() =>
        Rule().With(Criterion, Switch("Enabled")).With("Destination/EncryptionConfiguration", new JsonObject()).LoadRule()
            .ShouldReject("MissingMember", "/Rules/0/Destination/EncryptionConfiguration");

    [Fact]
    public void Warns_of_a_key_where_nothing_is_said_of_encrypted_objects() =>
        Rule().With(Key, "alias/replicas").LoadRule().ShouldWarn("EncryptionWithoutSseKms", "/Rules/0/Destination/EncryptionConfiguration");
}
