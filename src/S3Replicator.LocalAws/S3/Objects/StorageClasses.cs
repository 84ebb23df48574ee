using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Objects;

/// <summary>Storage classes that an object can be written to.</summary>
internal static class StorageClasses
{
    public static string From(S3Request request) => request.Header(HeaderNames.StorageClass) switch
    {
        null or ObjectVersion.Standard => ObjectVersion.Standard,
        "STANDARD_IA" => "STANDARD_IA",
        var name and ("REDUCED_REDUNDANCY" or "ONEZONE_IA" or "INTELLIGENT_TIERING" or "GLACIER" or "DEEP_ARCHIVE" or "GLACIER_IR") => name,
        var name => throw new AwsErrorException(
            new AwsError(400, "InvalidStorageClass", "The storage class you specified is not valid").With("StorageClassRequested", name)),
    };
}
