namespace S3Replicator.LocalAws.Identity.Policies.Documents;

/// <summary>A document, or why it is none.</summary>
internal readonly record struct PolicyParse(PolicyDocument? Document, string? Error)
{
    public static implicit operator PolicyParse(PolicyDocument document) => new(document, null);

    public static PolicyParse Failed(string error) => new(null, error);
}
