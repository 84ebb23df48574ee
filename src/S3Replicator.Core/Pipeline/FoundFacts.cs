using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Pipeline;

/// <summary>What S3 said of a source object.</summary>
/// <param name="State">The facts, for deciding.</param>
/// <param name="Head">HEAD of the object, where it was asked for; plans use it again.</param>
internal sealed record FoundFacts(ObjectState State, ObjectHead? Head)
{
    public static FoundFacts Nothing { get; } = new(ObjectState.Unknown, Head: null);

    public static FoundFacts Vanished { get; } = new(ObjectState.Unknown with { IsVanished = true }, Head: null);
}
