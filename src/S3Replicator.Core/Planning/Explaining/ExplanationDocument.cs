using System.Text.Json.Serialization;

namespace S3Replicator.Core.Planning.Explaining;

/// <summary>The whole answer of <c>rules explain --output json</c>, and what a dry run writes of each message.</summary>
internal sealed record ExplanationDocument(IReadOnlyList<ExplanationDocument.RecordPart> Records)
{
    /// <summary>The message's id, where the records came in one.</summary>
    [JsonPropertyOrder(-1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MessageId { get; init; }

    /// <summary>One record.</summary>
    internal sealed record RecordPart
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? File { get; init; }

        public string? Bucket { get; init; }

        public string? Key { get; init; }

        public string? VersionId { get; init; }

        public string? Event { get; init; }

        public string? Sequencer { get; init; }

        public string? Envelope { get; init; }

        public required string Outcome { get; init; }

        public string? Reason { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Detail { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IReadOnlyDictionary<string, long>? Requests { get; init; }

        public IReadOnlyList<DecisionPart>? Decisions { get; init; }
    }

    /// <summary>What acting and skipping decisions have in common.</summary>
    [JsonDerivedType(typeof(ActingPart))]
    [JsonDerivedType(typeof(SkippedPart))]
    internal abstract record DecisionPart
    {
        [JsonPropertyOrder(-3)]
        public required string Rule { get; init; }

        [JsonPropertyOrder(-2)]
        public required string Destination { get; init; }

        [JsonPropertyOrder(-1)]
        public required string Action { get; init; }

        [JsonPropertyOrder(1)]
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Reason { get; init; }

        [JsonPropertyOrder(3)]
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IReadOnlyList<string>? Assumes { get; init; }

        [JsonPropertyOrder(4)]
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IReadOnlyDictionary<string, long>? Requests { get; init; }
    }

    /// <summary>A decision that does something, now or later.</summary>
    internal sealed record ActingPart : DecisionPart
    {
        public required string Key { get; init; }

        public string? StorageClass { get; init; }

        public string? Deadline { get; init; }

        [JsonPropertyOrder(2)]
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Failure { get; init; }
    }

    /// <summary>A decision that does nothing.</summary>
    internal sealed record SkippedPart : DecisionPart
    {
        [JsonPropertyOrder(2)]
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Winner { get; init; }
    }
}
