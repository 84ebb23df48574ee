using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Validation;

public sealed class SourceBucketValidatorTests
{
    [Theory]
    [InlineData("source-bucket")]
    [InlineData("arn:aws:s3:::source-bucket")]
    [InlineData("arn:aws-cn:s3:::source-bucket")]
    public void Accepts_a_bucket_by_name_or_ARN(string bucket)
    {
        var result = Document().With("Bucket", bucket).Load();

        result.ShouldAccept();
        result.Rules!.Documents[0].Bucket.ShouldBe("source-bucket");
    }

    [Fact]
    public void Rejects_a_document_without_bucket() => Document().With("Bucket", null).Load().ShouldReject("MissingBucket", "");

    [Theory]
    [InlineData("arn:aws:s3:::source-bucket/prefix")]
    [InlineData("arn:aws:sqs:eu-west-1:111122223333:queue")]
    [InlineData("arn:aws:s3:eu-west-1:111122223333:accesspoint/point")]
    [InlineData("s3://source-bucket")]
    [InlineData("a b")]
    public void Rejects_what_is_neither_name_nor_ARN_of_a_bucket(string bucket) => Document().With("Bucket", bucket).Load().ShouldReject("InvalidBucket", "/Bucket");

    [Theory]
    [InlineData("Old_Bucket")]
    [InlineData("ab")]
    [InlineData("a..b")]
    public void Warns_of_a_name_that_S3_gives_to_no_new_bucket(string bucket) => Document().With("Bucket", bucket).Load().ShouldWarn("UnusualBucketName", "/Bucket");
}
