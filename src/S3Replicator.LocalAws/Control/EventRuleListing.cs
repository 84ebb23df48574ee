using S3Replicator.LocalAws.S3.EventBridge;

namespace S3Replicator.LocalAws.Control;

/// <summary>The rules of EventBridge in force.</summary>
internal sealed record EventRuleListing(IReadOnlyList<EventRule> EventRules);
