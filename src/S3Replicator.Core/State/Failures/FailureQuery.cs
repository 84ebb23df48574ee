namespace S3Replicator.Core.State.Failures;

/// <summary>Chooses among the failures; what is absent chooses all.</summary>
public sealed record FailureQuery
{
    /// <summary>All failures.</summary>
    public static FailureQuery All { get; } = new();

    /// <summary>The record's id.</summary>
    public string? Id { get; init; }

    /// <summary>The rule's ID.</summary>
    public string? Rule { get; init; }

    /// <summary>The failure code.</summary>
    public string? Reason { get; init; }

    /// <summary>The earliest time of failing.</summary>
    public DateTimeOffset? Since { get; init; }

    internal bool Accepts(FailureRecord record) =>
        (Id is null || string.Equals(Id, record.Id, StringComparison.Ordinal))
        && (Rule is null || string.Equals(Rule, record.Rule, StringComparison.Ordinal))
        && (Reason is null || string.Equals(Reason, record.Reason, StringComparison.OrdinalIgnoreCase))
        && (Since is null || record.Time >= Since);
}
