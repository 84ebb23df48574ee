namespace S3Replicator.LocalAws.Faults;

/// <summary>Which requests go wrong, and how. Text that chooses is a pattern: <c>*</c> is any text, <c>?</c> any one character; null chooses all.</summary>
public sealed record FaultRule
{
    /// <summary>The service: <c>s3</c>, <c>sqs</c> or <c>sts</c>.</summary>
    public string? Service { get; init; }

    /// <summary>The operation by AWS's own name, as the request log has it.</summary>
    public string? Operation { get; init; }

    /// <summary>The bucket that the request addresses.</summary>
    public string? Bucket { get; init; }

    /// <summary>The decoded key that the request addresses.</summary>
    public string? Key { get; init; }

    /// <summary>The name of the role whose session signed; a request of a user is not chosen then.</summary>
    public string? Role { get; init; }

    /// <summary>How many of the chosen requests are left alone first; 0 by default.</summary>
    public int Skip { get; init; }

    /// <summary>Hits every Nth of the chosen requests, the Nth first; null hits each.</summary>
    public int? Every { get; init; }

    /// <summary>How likely a chosen request is hit, 0 to 1, by the server's seed; null hits each.</summary>
    public double? Probability { get; init; }

    /// <summary>How often it hits at most; null for ever.</summary>
    public int? First { get; init; }

    /// <summary>What happens to a request that is hit.</summary>
    public required FaultEffect Effect { get; init; }

    /// <summary>Whether the operation is carried out all the same before an error or a reset; false by default.</summary>
    public bool AfterEffect { get; init; }

    /// <summary>The HTTP status of an error; by default that which AWS answers with the code.</summary>
    public int? Status { get; init; }

    /// <summary>The error's code; by default the service's internal error, or its throttling error.</summary>
    public string? Code { get; init; }

    /// <summary>The error's message; by default AWS's own for a well-known code.</summary>
    public string? Message { get; init; }

    /// <summary>How many milliseconds the answer is late.</summary>
    public int LatencyMilliseconds { get; init; }

    /// <summary>How many requests a second are let through by <see cref="FaultEffect.Throttle"/>.</summary>
    public int PerSecond { get; init; }

    /// <summary>How many bytes of the body are sent by <see cref="FaultEffect.Truncate"/>; half of them by default.</summary>
    public long? KeepBytes { get; init; }
}
