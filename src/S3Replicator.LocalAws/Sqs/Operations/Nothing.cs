using S3Replicator.LocalAws.Sqs.Protocol;

namespace S3Replicator.LocalAws.Sqs.Operations;

/// <summary>The answer of operations that have none.</summary>
internal sealed class Nothing : ISqsResult
{
    private Nothing()
    {
    }

    public static Nothing Result { get; } = new();

    public bool HasMembers => false;

    public void Write(ResponseWriter writer)
    {
        // There is nothing to write.
    }
}
