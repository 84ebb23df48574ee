namespace S3Replicator.LocalAws.Identity.Policies.Documents;

/// <summary>A parsed IAM policy.</summary>
/// <param name="Text">The document as it was written.</param>
/// <param name="Statements">In document order.</param>
/// <param name="HasVariables">True for version 2012-10-17, where <c>${…}</c> is replaced.</param>
internal sealed record PolicyDocument(string Text, IReadOnlyList<PolicyStatement> Statements, bool HasVariables)
{
    /// <summary>Parses a document that is known to be right.</summary>
    /// <exception cref="FormatException">The document is not a policy.</exception>
    public static PolicyDocument Parse(string text, PolicyKind kind) =>
        PolicyParser.Parse(text, kind) is { Document: { } document } ? document : throw new FormatException(PolicyParser.Parse(text, kind).Error);
}
