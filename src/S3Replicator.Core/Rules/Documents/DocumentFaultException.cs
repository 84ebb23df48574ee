namespace S3Replicator.Core.Rules.Documents;

// Leaves a reader's recursion; never leaves the reader.
internal sealed class DocumentFaultException(DocumentFault fault) : Exception(fault.Message)
{
    public DocumentFault Fault { get; } = fault;
}
