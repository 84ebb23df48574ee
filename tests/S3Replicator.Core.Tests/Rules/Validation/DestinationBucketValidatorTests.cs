using System.Text.Json.Nodes;
using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Validation;

public sealed class DestinationBucketValidatorTests
{
    private const string At = "/Rules/0/Destination/Bucket";

    [Theory]
    [InlineData("arn:aws:s3:::destination-bucket")]
    [InlineData("arn:aws-cn:s3:::destination-bucket")]
    public void Accepts_the_ARN_of_a_bucket(string arn) => Rule().With("Destination/Bucket", arn).LoadRule(strict: true).ShouldAccept();

    [Fact]
    public void Warns_of_a_bare_name()
    {
        var result = Rule().With("Destination/Bucket", "destination-bucket").LoadRule();

        result.ShouldWarn("BareBucketName", At);
        result.Rules!.Documents[0].Rules[0].Destination.Bucket.ShouldBe("destination-bucket");
    }

    [Fact]
    public void Rejects_a_bare_name_under_strict() => Rule().With("Destination/Bucket", "destination-bucket").LoadRule(strict: true).ShouldReject("BareBucketName", At);

    [Theory]
    [InlineData("arn:aws:s3:::destination-bucket/prefix")]
    [InlineData("arn:aws:s3:eu-west-1:111122223333:accesspoint/point")]
    [InlineData("arn:aws:s3-outposts:eu-west-1:111122223333:outpost/op-1/bucket/b")]
    [InlineData("arn:aws:iam::111122223333:role/replicator")]
    [InlineData("s3://destination-bucket")]
    public void Rejects_what_is_no_bucket(string text) => Rule().With("Destination/Bucket", text).LoadRule().ShouldReject("InvalidDestinationBucket", At);

    [Fact]
    public void Rejects_a_directory_bucket() =>
        Rule().With("Destination/Bucket", "arn:aws:s3:::fast--use1-az4--x-s3").LoadRule().ShouldReject("DirectoryBucket", At);

    [Fact]
    public void Rejects_a_rule_without_destination() => Rule().With("Destination", null).LoadRule().ShouldReject("MissingDestination", "/Rules/0");

    [Fact]
    public void Rejects_a_destination_without_bucket() => Rule().With("Destination", new JsonObject()).LoadRule().ShouldReject("MissingDestinationBucket", "/Rules/0/Destination");

    [Theory]
    [InlineData("STANDARD")]
    [InlineData("REDUCED_REDUNDANCY")]
    [InlineData("STANDARD_IA")]
    [InlineData("ONEZONE_IA")]
    [InlineData("INTELLIGENT_TIERING")]
    [InlineData("GLACIER")]
    [InlineData("DEEP_ARCHIVE")]
    [InlineData("GLACIER_IR")]
    public void Accepts_every_storage_class_that_can_be_copied_into(string storageClass) =>
        Rule().With("Destination/StorageClass", storageClass).LoadRule().ShouldAccept();

    [Theory]
    [InlineData("OUTPOSTS")]
    [InlineData("SNOW")]
    [InlineData("EXPRESS_ONEZONE")]
    [InlineData("FSX_OPENZFS")]
    [InlineData("FSX_ONTAP")]
    [InlineData("AWS_BACKUP_WARM")]
    [InlineData("AWS_BACKUP_LOW_COST_WARM")]
    [InlineData("standard")]
    [InlineData("COLD")]
    public void Rejects_storage_classes_that_cannot_be_copied_into(string storageClass) =>
        Rule().With("Destination/StorageClass", storageClass).LoadRule().ShouldReject("InvalidStorageClass", "/Rules/0/Destination/StorageClass");
}
