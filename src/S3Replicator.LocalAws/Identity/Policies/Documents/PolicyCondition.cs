namespace S3Replicator.LocalAws.Identity.Policies.Documents;

/// <summary>One operator applied to one key; all conditions of a statement must hold.</summary>
internal sealed record PolicyCondition(
    ConditionOperator Operator, ConditionSet Set, bool IfExists, string Key, IReadOnlyList<string> Values);
