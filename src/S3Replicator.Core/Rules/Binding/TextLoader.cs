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
        foreach (var fault in reading.Faults)
        {
            report.Fault(fault);
        }

        if (reading.Documents.IsEmpty && reading.Faults.IsEmpty)
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
            DocumentFormat.Yaml => new YamlDocumentReader().Read(text.Content),
            _ => new XmlDocumentReader().Read(text.Content),
        };
    }

    private static LoadedDocument Load(DocumentNode node, RuleText text, FileProblems report)
    {
        var inXml = FormatDetection.Of(text) == DocumentFormat.Xml;
        var unwrapped = DocumentWrapping.Unwrap(node, text.Bucket, inXml, report);
        var conformed = new DocumentConformer(report, inXml).Conform(unwrapped, DocumentMembers.Document);
        var written = new WrittenDocument(conformed, report);
        if (!conformed.IsInvalid)
        {
            RuleValidators.CheckAlone(written);
        }

        LoadedRule[] rules = [.. written.Rules.Select(rule => new LoadedRule(rule, RuleBinder.Bind(rule)))];
        return new LoadedDocument(written, DocumentBinder.Bind(written, [.. rules.Where(rule => rule.Model is not null).Select(rule => rule.Model!)]), [.. rules]);
    }
}
