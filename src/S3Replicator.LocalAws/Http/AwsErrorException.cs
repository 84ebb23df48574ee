namespace S3Replicator.LocalAws.Http;

/// <summary>Ends a request with an error.</summary>
internal sealed class AwsErrorException(AwsError error) : Exception(error.Message)
{
    public AwsError Error { get; } = error;
}
