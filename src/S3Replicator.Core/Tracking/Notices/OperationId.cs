using System.Globalization;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.State;

namespace S3Replicator.Core.Tracking.Notices;

/// <summary>Tells one operation from all others, and is the same for every worker and every delivery of its event.</summary>
/// <param name="Day">The day of its event, UTC; the day of the epoch where the event has no time.</param>
/// <param name="Text">The id.</param>
public sealed record OperationId(DateOnly Day, string Text)
{
    /// <summary>The id of what one rule does about one event.</summary>
    public static OperationId Of(ObjectEvent objectEvent, Decision decision)
    {
        ArgumentNullException.ThrowIfNull(objectEvent);
        ArgumentNullException.ThrowIfNull(decision);
        var time = objectEvent.Time ?? DateTimeOffset.UnixEpoch;

        // A version has one put but any number of other events; without versions it is the order string, or the time, that tells puts apart.
        var isPut = objectEvent.VersionId is not (null or "null") && objectEvent.Kind is EventKind.Created;
        return new(
            DateOnly.FromDateTime(time.UtcDateTime),
            StateNames.Hash(
                objectEvent.Bucket,
                objectEvent.Key,
                objectEvent.VersionId,
                isPut ? null : objectEvent.Sequencer ?? time.UtcTicks.ToString(CultureInfo.InvariantCulture),
                objectEvent.Kind.ToString(),
                decision.Rule.Rule.Id,
                decision.Rule.Rule.Destination.Bucket));
    }

    /// <summary>The id of an event about the operation.</summary>
    public string EventIdOf(NoticeKind kind) => $"{Text}-{kind}";
}
