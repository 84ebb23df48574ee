using S3Replicator.Core.Rules.Binding;

namespace S3Replicator.Core.Rules.Validation;

internal interface IDocumentValidator
{
    void Validate(WrittenDocument document, FileProblems problems);
}
