using S3Replicator.Core.Rules.Documents;
using S3Replicator.Core.Rules.Members;
using S3Replicator.Core.Rules.Validation;

namespace S3Replicator.Core.Rules.Binding;

// One file, from its bytes to its documents.
internal static class TextLoader
{
    public static IEnumerable<LoadedDocument> Load(RuleText text, ProblemList problems)
    {
        var report = new FileProblems(text.Name, problems);
        var reading = Read(text);
        if (reading.Fault is { } fault)
        {
            report.Fault(fault);
        }
        else if (reading.Documents.IsEmpty)
        {
            report.Fault(new DocumentFault("NoDocuments", "The file has no rule document.", Line: 1));
        }

        return [.. reading.Documents.Select(node => Load(node, text, report))];
    }

    private static DocumentReading Read(RuleText text)
    {
        if (text.Content.Length > DocumentLimits.Bytes)
        {
            return DocumentReading.Failed(new DocumentFault("FileTooLarge", $"The file has {text.Content.Length} bytes; at most {DocumentLimits.Bytes} are read."));
        }

        return FormatDetection.Of(text) switch
        {
            DocumentFormat.Json => new JsonDocumentReader().Read(text.Content),
            var other => DocumentReading.Failed(new DocumentFault("UnsupportedFormat", $"{other} is not read.")),
        };
    }

    private static LoadedDocument Load(DocumentNode node, RuleText text, FileProblems report)
    {
        var unwrapped = DocumentWrapping.Unwrap(node, text.Bucket, report);
        var conformed = new DocumentConformer(report).Conform(unwrapped, DocumentMembers.Document);
        var written = new WrittenDocument(conformed, report);
        if (!conformed.IsInvalid)
        {
            RuleValidators.CheckAlone(written);
        }

        LoadedRule[] rules = [.. written.Rules.Select(rule => new LoadedRule(rule, RuleBinder.Bind(rule)))];
        return new LoadedDocument(written, DocumentBinder.Bind(written, [.. rules.Where(rule => rule.Model is not null).Select(rule => rule.Model!)]), [.. rules]);
    }
}
