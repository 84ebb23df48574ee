using System.Text.Json.Serialization;

namespace S3Replicator.LocalAws.Kms;

/// <summary>What can be done with a key.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KmsKeyState>))]
public enum KmsKeyState
{
    /// <summary>Everything.</summary>
    Enabled,

    /// <summary>Nothing, <c>KMS.DisabledException</c>.</summary>
    Disabled,

    /// <summary>Nothing, <c>KMS.KMSInvalidStateException</c>.</summary>
    PendingDeletion,

    /// <summary>It is not there, <c>KMS.NotFoundException</c>.</summary>
    Missing,
}
