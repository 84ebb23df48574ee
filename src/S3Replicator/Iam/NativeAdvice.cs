namespace S3Replicator.Iam;

/// <summary>What to do with a role for S3's own replication.</summary>
internal static class NativeAdvice
{
    public const string Text =
        "Keep this role for S3 as long as S3's own replication runs, and make a role of its own for the worker: "
        + "the same command without --compare prints its policies.";
}
