namespace S3Replicator.Core.Events;

/// <summary>How an envelope writes object keys.</summary>
public enum KeyEncoding
{
    /// <summary>Form-encoded: a plus for a space and <c>%XX</c> for the bytes of UTF-8.</summary>
    Encoded,

    /// <summary>As they are.</summary>
    Raw,
}
