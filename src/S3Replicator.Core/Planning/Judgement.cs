using System.Runtime.InteropServices;

namespace S3Replicator.Core.Planning;

/// <summary>What comes of one rule for one event, before it is told to anyone.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Reason">Why nothing is done, or why later.</param>
/// <param name="Assumes">Facts that were taken as absent.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Judgement(ReplicationAction Action, SkipReason? Reason = null, ObjectFacts Assumes = ObjectFacts.None)
{
    /// <summary>Whether something is done, now or later.</summary>
    public bool Acts => Action != ReplicationAction.Skip;

    /// <summary>Whether a new replica is made, now or later.</summary>
    public bool MakesReplica => Action is ReplicationAction.Copy or ReplicationAction.Defer;

    public static Judgement Skip(SkipReason reason, ObjectFacts assumes = ObjectFacts.None) => new(ReplicationAction.Skip, reason, assumes);
}
