using S3Replicator.LocalAws.Http;

namespace S3Replicator.LocalAws.S3.Encryption;

/// <summary>Errors of KMS as S3 passes them on.</summary>
internal static class KmsErrors
{
    public static AwsError NotFound(string keyArn) => new(400, "KMS.NotFoundException", $"Key '{keyArn}' does not exist");

    public static AwsError WrongRegion(string region) => new(400, "KMS.NotFoundException", $"Invalid arn {region}");

    public static AwsError NoKey(string text) => new(400, "KMS.NotFoundException", $"Invalid keyId '{text}'");

    public static AwsError Disabled(string keyArn) => new(400, "KMS.DisabledException", $"{keyArn} is disabled.");

    public static AwsError InvalidState(string keyArn) => new(400, "KMS.KMSInvalidStateException", $"{keyArn} is pending deletion.");
}
