using S3Replicator.Core.Planning.Explaining;
using S3Replicator.Core.Queueing;

namespace S3Replicator.Core.Pipeline.DryRun;

/// <summary>Shows what messages would cause; may be called by several at once.</summary>
public interface IDryRunOutput
{
    /// <summary>Shows one message, record by record.</summary>
    void Show(QueueMessage message, IReadOnlyList<ExplainedRecord> records);
}
