using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Tracking;

/// <summary>Is told of each operation that was carried out.</summary>
public interface IOperationObserver
{
    /// <summary>An operation was carried out; called on the operation's own path, so it must be quick.</summary>
    void Ended(CopyPlan plan, CopyOutcome outcome, TimeSpan? lag);
}
