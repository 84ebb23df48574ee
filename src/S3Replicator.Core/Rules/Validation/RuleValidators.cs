using System.Collections.Immutable;
using S3Replicator.Core.Rules.Binding;

namespace S3Replicator.Core.Rules.Validation;

// All validators, in no order that matters: none looks at what another found.
internal static class RuleValidators
{
    private static readonly ImmutableArray<IDocumentValidator> Documents = [new SourceBucketValidator(), new RoleValidator()];

    private static readonly ImmutableArray<IRuleValidator> Rules = [];

    private static readonly ImmutableArray<IRuleSetValidator> Sets = [];

    public static void CheckAlone(WrittenDocument document)
    {
        foreach (var validator in Documents)
        {
            validator.Validate(document, document.Problems);
        }

        foreach (var rule in document.Rules)
        {
            foreach (var validator in Rules)
            {
                validator.Validate(rule, document.Problems);
            }
        }
    }

    public static void CheckTogether(ImmutableArray<LoadedDocument> documents, ProblemList problems)
    {
        foreach (var validator in Sets)
        {
            validator.Validate(documents, problems);
        }
    }
}
