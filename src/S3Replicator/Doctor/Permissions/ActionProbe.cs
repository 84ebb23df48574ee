using System.Collections.Immutable;
using Amazon.S3;

namespace S3Replicator.Doctor.Permissions;

/// <summary>A request that S3 answers one way to who may do something and another way to who may not, and that changes nothing.</summary>
/// <param name="AskAsync">Sends the request.</param>
internal sealed record ActionProbe(Func<IAmazonS3, ProbeKey, CancellationToken, Task> AskAsync)
{
    /// <summary>Other actions without which S3 refuses the request as well.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>Whether the action matters only where the bucket has Object Lock.</summary>
    public bool IsForLocks { get; init; }
}
