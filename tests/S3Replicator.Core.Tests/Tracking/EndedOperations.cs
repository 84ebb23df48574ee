using S3Replicator.Core.Copying;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Core.Tests.Tracking;

/// <summary>Operations that have ended, for tests of those who are told.</summary>
internal static class EndedOperations
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public static ObjectEvent Event(string key = "docs/a b+é.txt", string? version = "v1", string bucket = "source", string? sequencer = "0055") => new()
    {
        Bucket = bucket,
        Key = key,
        Kind = EventKind.Created,
        Name = "ObjectCreated:Put",
        Envelope = EnvelopeForm.S3,
        VersionId = version,
        ETag = "etag",
        Size = 5,
        Sequencer = sequencer,
        Time = Noon.AddSeconds(-2),
    };

    public static Decision Decision(string rule = "docs", string destination = "mirror", string key = "docs/a b+é.txt")
    {
        var made = new ReplicationRule { Id = rule, Destination = new() { Bucket = destination } };
        return new()
        {
            Rule = new(new ReplicationDocument { Bucket = "source", Rules = [made] }, made, Index: 0),
            Action = ReplicationAction.Copy,
            DestinationKey = key,
        };
    }

    public static EndedOperation Replicated(string key = "docs/a b+é.txt", DateTimeOffset? at = null, string? version = "v1") => new()
    {
        Event = Event(key, version),
        Decision = Decision(key: key),
        Outcome = CopyOutcome.Replicated(new("etag", "d1", "v1", "request"), bytes: 5),
        Attempt = new("revision", 1),
        Size = 5,
        CompletedAt = at ?? Noon,
        Lag = TimeSpan.FromSeconds(2),
    };
}
