using System.Text;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Documents;
using S3Replicator.Core.Rules.Importing;
using S3Replicator.Core.Rules.Sources;
using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules;

public sealed class NativeImportTests
{
    [Fact]
    public void Makes_a_document_that_names_its_bucket()
    {
        var imported = Import("{\"ReplicationConfiguration\":" + Document().With("Bucket", null).ToJsonString() + "}");

        var document = imported.Document.ShouldNotBeNull();
        document.Bucket.ShouldBe("source-bucket");
        RuleJson.Load(RuleDocumentWriter.Write([document], DocumentFormat.Json), strict: true).ShouldAccept();
    }

    [Fact]
    public void Says_what_differs_for_every_configuration() =>
        Import(Document().With("Bucket", null).ToJsonString()).Differences.Select(difference => difference.Code).ShouldBe(
            ["RoleTrust", "NativeReplicationStillOn", "EventNotifications", "VersionIdsNotKept", "ReplicationStatusNotSet", "SseCNotReplicated"]);

    [Fact]
    public void Says_what_differs_by_rule_and_leaves_out_what_S3_refuses()
    {
        var rule = Rule()
            .With("ExistingObjectReplication", Switch("Enabled"))
            .With("SourceSelectionCriteria/SseKmsEncryptedObjects", Switch("Enabled"))
            .With("SourceSelectionCriteria/ReplicaModifications", Switch("Enabled"))
            .With("Destination/EncryptionConfiguration/ReplicaKmsKeyID", "key")
            .With("Destination/Account", "444455556666")
            .With("Destination/AccessControlTranslation/Owner", "Destination")
            .With("Destination/ReplicationTime", Switch("Enabled").With("Time/Minutes", 15))
            .With("Destination/Metrics", Switch("Enabled"));

        var imported = Import(Document(rule).With("Bucket", null).ToJsonString());

        imported.Differences.Where(difference => difference.Rule is "docs-to-eu").Select(difference => difference.Code).ShouldBe(
            ["ExistingObjectReplication", "ReplicationTimeNotGuaranteed", "EncryptionContextNotKept", "ReplicaModificationsNeedEvents", "OwnerOverrideByAcl"]);
        imported.Document!.Rules[0].ExistingObjectReplication.ShouldBeFalse();
    }

    [Fact]
    public void Says_why_a_configuration_cannot_be_read()
    {
        var imported = Import("{}");

        imported.Document.ShouldBeNull();
        imported.Loaded.Errors.ShouldNotBeEmpty();
    }

    private static ImportResult Import(string text) =>
        NativeImport.Import(new RuleReading([new RuleText("configuration.json", Encoding.UTF8.GetBytes(text))], []), "source-bucket");
}
