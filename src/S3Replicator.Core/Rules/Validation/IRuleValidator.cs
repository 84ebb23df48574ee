using S3Replicator.Core.Rules.Binding;

namespace S3Replicator.Core.Rules.Validation;

internal interface IRuleValidator
{
    void Validate(WrittenRule rule, FileProblems problems);
}
