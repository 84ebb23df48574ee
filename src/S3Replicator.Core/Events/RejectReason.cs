namespace S3Replicator.Core.Events;

/// <summary>Why a message or record cannot be read as an event.</summary>
public enum RejectReason
{
    /// <summary>The body is not JSON.</summary>
    NotJson,

    /// <summary>The body is JSON of no known envelope or of another major version.</summary>
    UnknownSchema,

    /// <summary>A required member is missing, empty or of the wrong type.</summary>
    MissingField,
}
