using System.Globalization;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3;

/// <summary>S3's errors, in its own words.</summary>
internal static class S3Errors
{
    public const long MaxCopySize = 5L * 1024 * 1024 * 1024;

    public static AwsError AccessDenied { get; } = new(403, "AccessDenied", "Access Denied");

    public static AwsError MalformedXml { get; } = new(
        400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    public static AwsError MissingContentLength { get; } =
        new(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");

    public static AwsError IncompleteBody { get; } =
        new(400, "IncompleteBody", "The request body terminated unexpectedly");

    public static AwsError InvalidUri { get; } = new(400, "InvalidURI", "Couldn't parse the specified URI.");

    public static AwsError KeyTooLong { get; } = new AwsError(400, "KeyTooLongError", "Your key is too long")
        .With("MaxSizeAllowed", "1024");

    public static AwsError HeadersTooLarge { get; } = new AwsError(
            400, "RequestHeaderSectionTooLarge", "Your request header and query parameters exceed the maximum allowed size.")
        .With("MaxSizeAllowed", "8192");

    public static AwsError NoSuchUpload { get; } = new(
        404,
        "NoSuchUpload",
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.");

    public static AwsError InvalidPart { get; } = new(
        400,
        "InvalidPart",
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.");

    public static AwsError InvalidPartOrder { get; } = new(
        400, "InvalidPartOrder", "The list of parts was not in ascending order. Parts must be ordered by part number.");

    public static AwsError Internal { get; } = new(500, "InternalError", "We encountered an internal error. Please try again.");

    public static AwsError AclNotSupported { get; } =
        new(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");

    public static AwsError CopySourceTooLarge { get; } = InvalidRequest(
        "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120");

    public static AwsError CopyToItself { get; } = InvalidRequest(
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.");

    public static AwsError CopySourceIsDeleteMarker { get; } = InvalidRequest(
        "The source of a copy request may not specifically refer to a delete marker by version id.");

    public static AwsError NoSuchBucket(string bucket) =>
        new AwsError(404, "NoSuchBucket", "The specified bucket does not exist").With("BucketName", bucket);

    public static AwsError NoSuchKey(string key) => new AwsError(404, "NoSuchKey", "The specified key does not exist.").With("Key", key);

    public static AwsError NoSuchVersion(string key, string versionId) =>
        new AwsError(404, "NoSuchVersion", "The specified version does not exist.").With("Key", key).With("VersionId", versionId);

    public static AwsError BucketNotEmpty(Bucket bucket) => new AwsError(
            409,
            "BucketNotEmpty",
            bucket.Settings.Versioning == VersioningStatus.Unversioned
                ? "The bucket you tried to delete is not empty"
                : "The bucket you tried to delete is not empty. You must delete all versions in the bucket.")
        .With("BucketName", bucket.Name);

    public static AwsError PreconditionFailed(string condition) =>
        new AwsError(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold").With("Condition", condition);

    public static AwsError InvalidRequest(string message) => new(400, "InvalidRequest", message);

    public static AwsError InvalidArgument(string message, string name, string value) =>
        new AwsError(400, "InvalidArgument", message).With("ArgumentName", name).With("ArgumentValue", value);

    public static AwsError NotImplemented(string header) =>
        new AwsError(501, "NotImplemented", "A header you provided implies functionality that is not implemented").With("Header", header);

    public static AwsError UnsupportedResource(string resource) =>
        new AwsError(501, "NotImplemented", $"This server does not implement {resource}.").With("Resource", resource);

    public static AwsError MethodNotAllowed(string method, string resource) =>
        new AwsError(405, "MethodNotAllowed", "The specified method is not allowed against this resource.")
            .With("Method", method)
            .With("ResourceType", resource);

    public static AwsError InvalidRange(string range, long size) =>
        new AwsError(416, "InvalidRange", "The requested range is not satisfiable")
            .With("RangeRequested", range)
            .With("ActualObjectSize", size.ToString(CultureInfo.InvariantCulture));

    public static AwsError EntityTooLarge(long size) =>
        new AwsError(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
            .With("ProposedSize", size.ToString(CultureInfo.InvariantCulture))
            .With("MaxSizeAllowed", MaxCopySize.ToString(CultureInfo.InvariantCulture));

    public static AwsError Archived(ObjectVersion version) =>
        new AwsError(403, "InvalidObjectState", "The operation is not valid for the object's storage class")
            .With("StorageClass", version.StorageClass);

    /// <summary>A request that was signed for another region than the bucket's.</summary>
    public static AwsError PermanentRedirect(Bucket bucket) => new AwsError(
            301,
            "PermanentRedirect",
            "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.")
        .With("Endpoint", $"s3.{bucket.Region}.amazonaws.com")
        .With("Bucket", bucket.Name)
        .WithHeader(HeaderNames.BucketRegion, bucket.Region);
}
