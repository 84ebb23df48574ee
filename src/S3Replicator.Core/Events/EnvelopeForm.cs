namespace S3Replicator.Core.Events;

/// <summary>The form that held an event, by the names of the outward contract.</summary>
public enum EnvelopeForm
{
    /// <summary>S3's own notification.</summary>
    S3,

    /// <summary>S3's notification inside an SNS message.</summary>
    Sns,

    /// <summary>An EventBridge event, by itself or inside an SNS message.</summary>
    EventBridge,

    /// <summary>S3's test event, in any wrapper.</summary>
    Test,
}
