namespace S3Replicator.Doctor.Permissions;

/// <summary>What S3 passes on of a KMS key that cannot be used, whoever asks; pure.</summary>
internal static class KeyFaults
{
    private const string Check = "key state";

    /// <summary>The finding for an answer of S3; null where it is not about the key's state.</summary>
    public static Finding? Of<T>(Answer<T> answer, string key)
        where T : class => answer.Code switch
        {
            "KMS.DisabledException" => Finding.Fail(Check, key, "disabled", $"aws kms enable-key --key-id {key}"),
            "KMS.KMSInvalidStateException" or "KMS.InvalidStateException" => Finding.Fail(
                Check, key, $"cannot be used: {answer.Message}",
                $"Where it is pending deletion: aws kms cancel-key-deletion --key-id {key}, then aws kms enable-key --key-id {key}"),
            "KMS.NotFoundException" => Finding.Fail(
                Check, key, "there is no such key in the bucket's region", "Name a key of the destination bucket's region as ReplicaKmsKeyID, by its ARN."),
            _ => null,
        };
}
