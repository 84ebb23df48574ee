using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Scheduling;

/// <summary>What an operation costs of its rule's limits.</summary>
/// <param name="SourceBucket">The rule's source bucket.</param>
/// <param name="RuleId">The rule's ID.</param>
/// <param name="Limits">The rule's limits.</param>
/// <param name="Requests">How many copy and delete requests the operation will make.</param>
/// <param name="Bytes">How many bytes it will have copied.</param>
/// <param name="IsRepeat">Whether it was tried or postponed before.</param>
public sealed record RuleShare(string SourceBucket, string RuleId, RuleLimits Limits, int Requests, long Bytes, bool IsRepeat);
