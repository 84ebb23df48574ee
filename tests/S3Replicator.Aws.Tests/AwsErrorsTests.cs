using S3Replicator.Core.Copying;

namespace S3Replicator.Aws.Tests;

public sealed class AwsErrorsTests
{
    private const string Denied = "User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform: {0} on resource: \"arn:aws:s3:::b/k\"";

    [Theory]
    [InlineData("AssumeRole", "AccessDenied", 403, "AssumeRoleNotPermitted", FailureClass.Configuration)]
    [InlineData("AssumeRole", "ValidationError", 400, "AssumeRoleNotPermitted", FailureClass.Configuration)]
    [InlineData("HeadObject", "NotFound", 404, "SrcKeyNotFound", FailureClass.Gone)]
    [InlineData("HeadObject", "Forbidden", 403, "SrcHeadObjectNotPermitted", FailureClass.Configuration)]
    [InlineData("GetObjectTagging", "AccessDenied", 403, "SrcGetTaggingNotPermitted", FailureClass.Configuration)]
    [InlineData("CopyObject", "NoSuchKey", 404, "SrcKeyNotFound", FailureClass.Gone)]
    [InlineData("CopyObject", "NoSuchVersion", 404, "SrcVersionNotFound", FailureClass.Gone)]
    [InlineData("CopyObject", "AccessDenied", 403, "DstPutObjectNotPermitted", FailureClass.Configuration)]
    [InlineData("CopyObject", "InvalidObjectState", 403, "SrcObjectNotEligible", FailureClass.Final)]
    [InlineData("CopyObject", "ConditionalRequestConflict", 409, "ConditionalRequestConflict", FailureClass.Transient)]
    [InlineData("CopyObject", "SlowDown", 503, "SlowDown", FailureClass.Throttled)]
    [InlineData("CopyObject", "InternalError", 500, "InternalError", FailureClass.Transient)]
    [InlineData("CopyObject", "InternalError", 200, "InternalError", FailureClass.Transient)]
    [InlineData("CopyObject", "RequestTimeout", 400, "RequestTimeout", FailureClass.Transient)]
    [InlineData("CopyObject", "ExpiredToken", 400, "ExpiredToken", FailureClass.Transient)]
    [InlineData("CopyObject", "RequestTimeTooSkewed", 403, "RequestTimeTooSkewed", FailureClass.Configuration)]
    [InlineData("CopyObject", "KMS.DisabledException", 400, "DstKmsKeyInvalidState", FailureClass.Configuration)]
    [InlineData("CopyObject", "KMS.NotFoundException", 400, "DstKmsKeyNotFound", FailureClass.Configuration)]
    [InlineData("CopyObject", "KeyTooLongError", 400, "DstPutObjectNotPermitted", FailureClass.Final)]
    [InlineData("CopyObject", "MetadataTooLarge", 400, "DstPutObjectNotPermitted", FailureClass.Final)]
    [InlineData("CreateMultipartUpload", "AccessDenied", 403, "DstMultipartInitNotPermitted", FailureClass.Configuration)]
    [InlineData("UploadPartCopy", "AccessDenied", 403, "DstMultipartUploadNotPermitted", FailureClass.Configuration)]
    [InlineData("CompleteMultipartUpload", "AccessDenied", 403, "DstMultipartCompleteNotPermitted", FailureClass.Configuration)]
    [InlineData("DeleteObject", "AccessDenied", 403, "DstDelObjNotPermitted", FailureClass.Configuration)]
    [InlineData("ListObjectVersions", "AccessDenied", 403, "SrcHeadObjectNotPermitted", FailureClass.Configuration)]
    [InlineData("GetBucketVersioning", "AccessDenied", 403, "SrcHeadObjectNotPermitted", FailureClass.Configuration)]
    [InlineData("RestoreObject", "AccessDenied", 403, "SrcObjectNotEligible", FailureClass.Configuration)]
    [InlineData("ListParts", "AccessDenied", 403, "DstMultipartUploadNotPermitted", FailureClass.Configuration)]
    public void Names_and_classifies_an_answer(string operation, string code, int status, string reason, FailureClass expected)
    {
        var (_, failureClass, actual) = AwsErrors.Classify(Subject(operation), code, status, "no message", body: null);

        (actual, failureClass).ShouldBe((reason, expected));
    }

    [Theory]
    [InlineData("s3:GetObject", "SrcGetObjectNotPermitted")]
    [InlineData("s3:GetObjectVersion", "SrcGetObjectNotPermitted")]
    [InlineData("s3:GetObjectTagging", "SrcGetTaggingNotPermitted")]
    [InlineData("s3:PutObjectTagging", "DstPutTaggingNotPermitted")]
    [InlineData("s3:PutObjectAcl", "DstPutAclNotPermitted")]
    [InlineData("s3:PutObjectRetention", "DstPutRetentionNotPermitted")]
    [InlineData("s3:PutObjectLegalHold", "DstPutLegalHoldNotPermitted")]
    [InlineData("s3:ListBucketVersions", "SrcHeadObjectNotPermitted")]
    [InlineData("s3:RestoreObject", "SrcObjectNotEligible")]
    public void A_refused_copy_is_named_after_the_action_that_the_message_names(string action, string reason)
    {
        var message = Denied.Replace("{0}", action, StringComparison.Ordinal);

        AwsErrors.Classify(Subject("CopyObject"), "AccessDenied", 403, message, body: null).Reason.ShouldBe(reason);
    }

    [Theory]
    [InlineData("<Error><BucketName>source</BucketName></Error>", "SrcBucketNotFound")]
    [InlineData("<Error><BucketName>destination</BucketName></Error>", "DstBucketNotFound")]
    public void A_missing_bucket_is_told_by_the_answers_body(string body, string reason) =>
        AwsErrors.Classify(Subject("CopyObject"), "NoSuchBucket", 404, "no message", body).Reason.ShouldBe(reason);

    [Fact]
    public void A_source_over_the_limit_of_one_copy_is_found_by_the_number_in_the_message() =>
        AwsErrors.Classify(
            Subject("CopyObject"),
            "InvalidRequest",
            400,
            "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120",
            body: null).Kind.ShouldBe(StoreErrorKind.SourceTooLarge);

    [Fact]
    public void A_destination_without_Object_Lock_is_a_wrong_setting() =>
        AwsErrors.Classify(Subject("CopyObject"), "InvalidRequest", 400, "Bucket is missing ObjectLockConfiguration", body: null)
            .Reason.ShouldBe("DstBucketObjectLockConfigMissing");

    [Fact]
    public void A_version_that_is_a_delete_marker_is_gone() =>
        AwsErrors.Classify(Subject("HeadObject") with { HasVersion = true }, "MethodNotAllowed", 405, "no message", body: null)
            .Kind.ShouldBe(StoreErrorKind.IsDeleteMarker);

    [Fact]
    public void No_answer_at_all_is_passing()
    {
        var error = AwsErrors.From(new HttpRequestException("no route"), Subject("CopyObject"));

        error.Class.ShouldBe(FailureClass.Transient);
        error.Message.ShouldContain("no route");
    }

    private static RequestSubject Subject(string operation) => operation == "CopyObject"
        ? new(operation, "destination", IsSource: true, SourceBucket: "source")
        : new(operation, "source", IsSource: operation is not "DeleteObject");
}
