using S3Replicator.Core.Rules.Binding;

namespace S3Replicator.Core.Rules.Validation;

// Under --strict a document has nothing that S3 does not know.
internal sealed class NativeFormValidator : IDocumentValidator
{
    private const string Code = "ExtensionNotNative";

    private const string Hint = "Take it away, or leave --strict out.";

    public void Validate(WrittenDocument document, FileProblems problems)
    {
        if (document.Node["S3Replicator"] is { } extension)
        {
            problems.Strict(extension, Code, "S3 does not know the member S3Replicator.", Hint);
        }

        foreach (var rule in document.Rules)
        {
            if (rule.Node["S3Replicator"] is { } ruleExtension)
            {
                problems.Strict(ruleExtension, Code, "S3 does not know the member S3Replicator.", Hint);
            }
        }
    }
}
