using System.Text.Json.Serialization;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;

namespace S3Replicator.Core.State.Failures;

/// <summary>An operation that failed for good, with all that it takes to try it again.</summary>
public sealed record FailureRecord
{
    /// <summary>Names the operation: its failing again gives the same id.</summary>
    public required string Id { get; init; }

    /// <summary>When it failed for good.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The rule's ID.</summary>
    public required string Rule { get; init; }

    /// <summary>The revision of the rules it was decided by.</summary>
    public string? RuleRevision { get; init; }

    /// <summary>The object that the event is about.</summary>
    public ObjectName Source => new(Event.Bucket, Event.Key, Event.VersionId);

    /// <summary>Where it was to go.</summary>
    public required ObjectName Destination { get; init; }

    /// <summary>What was to be done.</summary>
    public required ReplicationAction Operation { get; init; }

    /// <summary>S3's own failure code.</summary>
    public required string Reason { get; init; }

    /// <summary>What went wrong, for people.</summary>
    public required string Message { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>Whether people may have mended the cause, a setting or a permission, so that it is tried again by itself.</summary>
    public bool MayRecover { get; init; }

    /// <summary>The event.</summary>
    public required ObjectEvent Event { get; init; }

    /// <summary>The name of the record in the state store.</summary>
    [JsonIgnore]
    internal string Name => FailureNames.NameOf(Rule, Id);

    /// <summary>Makes the record of a decision that could not be carried out.</summary>
    public static FailureRecord Of(ObjectEvent objectEvent, Decision decision, string revision, string reason, string message, int attempts, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(objectEvent);
        ArgumentNullException.ThrowIfNull(decision);
        var rule = decision.Rule.Rule;

        return new()
        {
            Id = FailureNames.IdOf(objectEvent, rule.Id, rule.Destination.Bucket),
            Time = time,
            Rule = rule.Id,
            RuleRevision = revision,
            Destination = new(rule.Destination.Bucket, decision.DestinationKey is { Length: > 0 } key ? key : null),
            Operation = decision.Acts ? decision.Action : ExpectedFor(objectEvent.Kind),
            Reason = reason,
            Message = message,
            Attempts = attempts,
            Event = objectEvent,
        };
    }

    /// <summary>What would have been done, had the facts for the decision been found.</summary>
    private static ReplicationAction ExpectedFor(EventKind kind) => kind switch
    {
        EventKind.DeleteMarkerCreated or EventKind.LifecycleDeleteMarkerCreated => ReplicationAction.PutDeleteMarker,
        EventKind.VersionDeleted or EventKind.LifecycleDeleted => ReplicationAction.DeleteVersion,
        EventKind.ObjectDeleted => ReplicationAction.DeleteObject,
        EventKind.TagsChanged => ReplicationAction.SyncTags,
        EventKind.AclChanged => ReplicationAction.SyncAcl,
        EventKind.NotReplicable or EventKind.Created or EventKind.RestoreCompleted => ReplicationAction.Copy,
        _ => ReplicationAction.Copy,
    };
}
