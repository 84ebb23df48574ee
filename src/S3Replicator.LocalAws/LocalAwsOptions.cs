using S3Replicator.LocalAws.Faults;
using S3Replicator.LocalAws.Sqs;

namespace S3Replicator.LocalAws;

/// <summary>How the local AWS is started.</summary>
public sealed class LocalAwsOptions
{
    /// <summary>The port on 127.0.0.1; 0, the default, takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>Where data is kept; null, the default, keeps it in memory until the end of the process.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Whether signatures are checked; true by default.</summary>
    public bool VerifySignatures { get; init; } = true;

    /// <summary>The clock of every answer, event and expiry; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The account that the default access key belongs to; <c>000000000000</c> by default.</summary>
    public string AccountId { get; init; } = "000000000000";

    /// <summary>The default access key; <c>test</c> by default.</summary>
    public string AccessKeyId { get; init; } = "test";

    /// <summary>The secret of the default access key; <c>test</c> by default.</summary>
    public string SecretAccessKey { get; init; } = "test";

    /// <summary>The region of requests that name none; <c>us-east-1</c> by default.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>What version ids, other random-looking ids and the choice of faults are made of; the same seed gives the same in the same order. Null, the default, takes one from the clock.</summary>
    public ulong? Seed { get; init; }

    /// <summary>How many requests the log remembers; 20,000 by default, 0 for none.</summary>
    public int RequestLogCapacity { get; init; } = 20_000;

    /// <summary>A file that says what the server starts with, see <c>docs/reference/local-aws.md</c>; null, the default, for none.</summary>
    public string? SeedFile { get; init; }

    /// <summary>Faults in force from the start; none by default.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>SQS's quotas; SQS's own by default.</summary>
    internal SqsLimits? QueueLimits { get; init; }
}
