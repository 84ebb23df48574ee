using System.Text.Encodings.Web;
using System.Text.Json;
using S3Replicator.Core.State;
using S3Replicator.Core.Tracking.Receipts;

namespace S3Replicator.Commands;

/// <summary>What <c>status --output json</c> prints.</summary>
internal sealed record StatusDocument(
    string Bucket, string Key, string? VersionId, IReadOnlyList<StatusDocument.Replica> Replicas, DateTimeOffset SearchedFrom)
{
    private static readonly StatusJson Json = new(new JsonSerializerOptions(StatusJson.Default.Options)
    {
        // The output is not part of a page; people and tools read the texts as they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(ObjectStatus status) => JsonSerializer.Serialize(
        new StatusDocument(status.Bucket, status.Key, status.VersionId, [.. status.Replicas.Select(Replica.Of)], status.SearchedFrom),
        Json.StatusDocument) + "\n";

    /// <summary>S3's word for a state.</summary>
    public static string WordFor(ReplicaState state) => state switch
    {
        ReplicaState.Completed => "COMPLETED",
        ReplicaState.Failed => "FAILED",
        ReplicaState.Skipped => "SKIPPED",
        ReplicaState.Pending => "PENDING",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, message: null),
    };

    internal sealed record Replica(
        string Rule,
        ObjectName Destination,
        string Status,
        string? Reason,
        int Attempts,
        double? LagSeconds,
        string? ReplicatedAt,
        string? SourceVersionId,
        string? Message)
    {
        public static Replica Of(ReplicaStatus replica) => new(
            replica.Rule,
            replica.Destination,
            WordFor(replica.Status),
            replica.Reason,
            replica.Attempts,
            replica.LagSeconds,
            replica.ReplicatedAt,
            replica.SourceVersionId,
            replica.Message);
    }
}
