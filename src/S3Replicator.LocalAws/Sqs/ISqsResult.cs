using S3Replicator.LocalAws.Sqs.Protocol;

namespace S3Replicator.LocalAws.Sqs;

/// <summary>What an operation answers, written by either protocol.</summary>
internal interface ISqsResult
{
    /// <summary>False for operations that answer nothing: XML then has no result element.</summary>
    bool HasMembers => true;

    void Write(ResponseWriter writer);
}
