namespace S3Replicator.LocalAws.Faults;

/// <summary>What the rules in force do to one request: how late it is answered, and what else happens.</summary>
internal readonly record struct FaultChoice(TimeSpan Latency, FaultRule? Rule)
{
    public bool IsNothing => Rule is null && Latency == TimeSpan.Zero;
}
