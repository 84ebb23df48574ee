namespace S3Replicator.Core.Rules.Documents;

internal interface IDocumentReader
{
    // Never throws, whatever the bytes are.
    DocumentReading Read(ReadOnlyMemory<byte> content);
}
