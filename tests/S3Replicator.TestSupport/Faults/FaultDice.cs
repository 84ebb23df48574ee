using S3Replicator.Core.Copying;

namespace S3Replicator.TestSupport.Faults;

/// <summary>Decides by a seeded random which request fails, and how.</summary>
public sealed class FaultDice(int seed, double share)
{
    private static readonly StoreError[] Faults =
    [
        Error(FailureClass.Throttled, "SlowDown", 503),
        Error(FailureClass.Transient, "InternalError", 500),
        Error(FailureClass.Transient, "ConnectionFailed", 0),
        Error(FailureClass.Transient, "ExpiredToken", 400),
    ];

    private static readonly StoreError[] WriteFaults =
    [
        Error(FailureClass.Transient, "PreconditionFailed", 412) with { Kind = StoreErrorKind.PreconditionFailed },
        Error(FailureClass.Transient, "ConditionalRequestConflict", 409) with { Kind = StoreErrorKind.Conflict },
    ];

    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);

    /// <summary>How many requests have failed.</summary>
    public int Thrown { get; private set; }

    /// <summary>The fault of the next request, and whether it takes effect all the same; null when it works.</summary>
    public (StoreError Error, bool TakesEffect)? Next(bool isWrite)
    {
        lock (_lock)
        {
            if (_random.NextDouble() >= share)
            {
                return null;
            }

            Thrown++;

            if (isWrite && _random.Next(3) == 0)
            {
                return (WriteFaults[_random.Next(WriteFaults.Length)], false);
            }

            return (Faults[_random.Next(Faults.Length)], _random.Next(2) == 0);
        }
    }

    private static StoreError Error(FailureClass failureClass, string reason, int status) => new()
    {
        Operation = "Injected",
        Class = failureClass,
        Reason = reason,
        Message = $"injected {reason}",
        Status = status,
    };
}
