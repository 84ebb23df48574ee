using System.Collections.Immutable;
using System.Text;
using S3Replicator.Core.Rules.Binding;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Validation;

// S3 takes replication configurations of at most 2 MB, counted in the XML that is sent.
internal sealed class DocumentSizeValidator : IRuleSetValidator
{
    private const int MostBytes = 2 * 1024 * 1024;

    public void Validate(ImmutableArray<LoadedDocument> documents, ProblemList problems)
    {
        if (!problems.IsStrict)
        {
            return;
        }

        foreach (var document in documents)
        {
            if (document.Model is { } model && Encoding.UTF8.GetByteCount(RuleDocumentWriter.Write([model], DocumentFormat.Xml)) > MostBytes)
            {
                document.Written.Problems.Strict(document.Written.Node, "DocumentTooLarge", "As XML the document has more than 2 MB, which S3 refuses.");
            }
        }
    }
}
