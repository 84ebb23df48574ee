using S3Replicator.Core.Pipeline.DryRun;
using S3Replicator.Core.Planning.Explaining;
using S3Replicator.Core.Queueing;

namespace S3Replicator.Commands;

/// <summary>Writes what a dry run finds: a paragraph for each message, or a line of JSON.</summary>
internal sealed class DryRunPrint(TextWriter output, bool asJson) : IDryRunOutput
{
    private readonly Lock _lock = new();
    private readonly TerminalText _terminal = TerminalText.ForStandardOutput();

    public void Show(QueueMessage message, IReadOnlyList<ExplainedRecord> records)
    {
        var text = asJson
            ? ExplanationJson.Write(records, message.MessageId)
            : $"{_terminal.Dim($"Message {message.MessageId}")}\n{ExplanationPrint.Write(records, _terminal)}";

        lock (_lock)
        {
            output.WriteLine(text);
        }
    }
}
