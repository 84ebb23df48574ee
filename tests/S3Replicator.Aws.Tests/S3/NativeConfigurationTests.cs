using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Aws.S3;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Aws.Tests.S3;

public sealed class NativeConfigurationTests
{
    [Fact]
    public void Gives_every_member_that_S3_has()
    {
        var result = Load(new Amazon.S3.Model.ReplicationRule
        {
            Id = "docs-to-eu",
            Priority = 10,
            Status = ReplicationRuleStatus.Enabled,
            Filter = new ReplicationRuleFilter { And = new ReplicationRuleAndOperator { Prefix = "docs/", Tags = [new Tag { Key = "keep", Value = "yes" }] } },
            SourceSelectionCriteria = new SourceSelectionCriteria
            {
                SseKmsEncryptedObjects = new SseKmsEncryptedObjects { SseKmsEncryptedObjectsStatus = SseKmsEncryptedObjectsStatus.Enabled },
                ReplicaModifications = new ReplicaModifications { Status = ReplicaModificationsStatus.Enabled },
            },
            DeleteMarkerReplication = new DeleteMarkerReplication { Status = DeleteMarkerReplicationStatus.Disabled },
            Destination = new ReplicationDestination
            {
                BucketArn = "arn:aws:s3:::destination-bucket",
                AccountId = "444455556666",
                StorageClass = S3StorageClass.StandardInfrequentAccess,
                AccessControlTranslation = new AccessControlTranslation { Owner = OwnerOverride.Destination },
                EncryptionConfiguration = new EncryptionConfiguration { ReplicaKmsKeyID = "arn:aws:kms:eu-west-1:444455556666:key/id" },
                ReplicationTime = new ReplicationTime { Status = ReplicationTimeStatus.Enabled, Time = new ReplicationTimeValue { Minutes = 15 } },
                Metrics = new Metrics { Status = MetricsStatus.Enabled, EventThreshold = new ReplicationTimeValue { Minutes = 15 } },
            },
        });

        result.Errors.ShouldBeEmpty();
        result.Warnings.ShouldBeEmpty();
        var rule = result.Rules!.Documents[0].Rules[0];
        rule.Filter.Tags.ShouldBe([new ObjectTag("keep", "yes")]);
        rule.SseKmsEncryptedObjects.ShouldBeTrue();
        rule.ReplicaModifications.ShouldBeTrue();
        rule.ReplicationTimeControl.ShouldBeTrue();
        rule.Destination.OwnerOverride.ShouldBeTrue();
        rule.Destination.Account.ShouldBe("444455556666");
        rule.Destination.ReplicaKmsKeyId.ShouldBe("arn:aws:kms:eu-west-1:444455556666:key/id");
        rule.Destination.StorageClass.ShouldBe("STANDARD_IA");
    }

    [Fact]
    public void Gives_V1_rules_and_leaves_out_what_is_not_there()
    {
        var result = Load(new Amazon.S3.Model.ReplicationRule
        {
            Id = "old",
            Status = ReplicationRuleStatus.Disabled,
#pragma warning disable CS0618 // V1 rules have nothing else.
            Prefix = "docs/",
#pragma warning restore CS0618
            Destination = new ReplicationDestination { BucketArn = "arn:aws:s3:::destination-bucket" },
        });

        result.Errors.ShouldBeEmpty();
        result.Warnings.ShouldBeEmpty();
        result.Rules!.Documents[0].Rules[0].Filter.Prefix.ShouldBe("docs/");
    }

    private static RuleLoadResult Load(Amazon.S3.Model.ReplicationRule rule)
    {
        var configuration = new ReplicationConfiguration { Role = "arn:aws:iam::111122223333:role/replicator", Rules = [rule] };
        return RuleLoader.Load([new RuleText("bucket:source-bucket", NativeConfiguration.Write(configuration)) { Bucket = "source-bucket", Format = DocumentFormat.Json }]);
    }
}
