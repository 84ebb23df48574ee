namespace S3Replicator.LocalAws.Sqs;

/// <summary>Ends a request with an error.</summary>
internal sealed class SqsErrorException(SqsError error) : Exception(error.Message)
{
    public SqsError Error { get; } = error;
}
