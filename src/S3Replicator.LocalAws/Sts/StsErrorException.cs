namespace S3Replicator.LocalAws.Sts;

/// <summary>Ends a request with an error.</summary>
internal sealed class StsErrorException(StsError error) : Exception(error.Message)
{
    public StsError Error { get; } = error;
}
