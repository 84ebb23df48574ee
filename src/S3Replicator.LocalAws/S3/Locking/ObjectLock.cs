namespace S3Replicator.LocalAws.S3.Locking;

/// <summary>What keeps a version from being deleted.</summary>
/// <param name="Mode"><c>GOVERNANCE</c> or <c>COMPLIANCE</c>; null without retention.</param>
/// <param name="RetainUntil">Until when it is retained; null without retention.</param>
/// <param name="LegalHold">Whether a legal hold is on; null where nobody ever said.</param>
internal sealed record ObjectLock(string? Mode, DateTimeOffset? RetainUntil, bool? LegalHold)
{
    public const string Governance = "GOVERNANCE";
    public const string Compliance = "COMPLIANCE";

    public static ObjectLock None { get; } = new(null, null, null);

    public bool HasRetention => Mode is not null;

    public static bool IsMode(string? mode) => mode is Governance or Compliance;

    /// <summary>Whether the version must stay.</summary>
    /// <param name="now">The time.</param>
    /// <param name="bypasses">Whether the request may and will bypass governance.</param>
    public bool Protects(DateTimeOffset now, bool bypasses) => LegalHold is true || (Retains(now) && !(bypasses && Mode is Governance));

    /// <summary>Whether a new retention takes something of the present one away, which compliance never allows.</summary>
    public bool IsWeakenedBy(string? mode, DateTimeOffset? until, DateTimeOffset now) =>
        Retains(now) && (mode is null || until < RetainUntil || (Mode is Compliance && mode is Governance));

    private bool Retains(DateTimeOffset now) => RetainUntil > now;
}
