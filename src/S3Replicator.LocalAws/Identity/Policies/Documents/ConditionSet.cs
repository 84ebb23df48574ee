namespace S3Replicator.LocalAws.Identity.Policies.Documents;

/// <summary>How a key with several values is compared.</summary>
internal enum ConditionSet
{
    Single,
    ForAllValues,
    ForAnyValue,
}
