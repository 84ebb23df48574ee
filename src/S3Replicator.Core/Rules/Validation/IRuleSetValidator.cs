using System.Collections.Immutable;
using S3Replicator.Core.Rules.Binding;

namespace S3Replicator.Core.Rules.Validation;

internal interface IRuleSetValidator
{
    void Validate(ImmutableArray<LoadedDocument> documents, ProblemList problems);
}
