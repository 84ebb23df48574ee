using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Pipeline;

/// <summary>What is decided about an event, and which of it hangs on facts that could not be had.</summary>
internal sealed class DecidedEvent(IReadOnlyList<Decision> decisions, FoundFacts facts, ObjectFacts known, IReadOnlyList<FactRefusal>? refusals)
{
    public IReadOnlyList<Decision> Decisions => decisions;

    public FoundFacts Facts => facts;

    /// <summary>The first fault that kept a fact from being found.</summary>
    public StoreError? FirstError => refusals?[0].Error;

    /// <summary>Why the decision has to wait: a fact that it hangs on itself, or one by which another rule may take its destination; null where it stands.</summary>
    public StoreError? MissingFor(Decision decision)
    {
        if (refusals is null)
        {
            return null;
        }

        if (RefusalOf(decision) is { } own)
        {
            return own;
        }

        foreach (var other in decisions)
        {
            if (IsOfSameDestination(other, decision) && RefusalOf(other) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    /// <summary>Why a fact that the decision itself hangs on could not be had.</summary>
    public StoreError? RefusalOf(Decision decision)
    {
        var missing = decision.Assumes & ~known;
        return missing == ObjectFacts.None ? null
            : refusals?.FirstOrDefault(refusal =>
                (refusal.Facts & missing) != ObjectFacts.None && ReferenceEquals(refusal.Document, decision.Rule.Document))?.Error;
    }

    private static bool IsOfSameDestination(Decision one, Decision other)
    {
        var (first, second) = (one.Rule.Rule.Destination, other.Rule.Rule.Destination);
        return string.Equals(first.Bucket, second.Bucket, StringComparison.Ordinal)
            && string.Equals(first.Partition, second.Partition, StringComparison.Ordinal);
    }
}
