using System.Collections.Immutable;
using S3Replicator.Core.Rules.Binding;

namespace S3Replicator.Core.Rules.Validation;

// All validators, in no order that matters: none looks at what another found.
internal static class RuleValidators
{
    private static readonly ImmutableArray<IDocumentValidator> Documents =
    [
        new SourceBucketValidator(),
        new RoleValidator(),
        new RoleOptionsValidator(),
        new DocumentRulesValidator(),
        new NativeFormValidator(),
    ];

    private static readonly ImmutableArray<IRuleValidator> Rules =
    [
        new RuleVersionValidator(),
        new FilterValidator(),
        new DeleteMarkerValidator(),
        new EncryptionValidator(),
        new ReplicationTimeValidator(),
        new ExistingObjectsValidator(),
        new DestinationBucketValidator(),
        new OwnershipValidator(),
        new ExtendedFilterValidator(),
        new KeyTransformValidator(),
        new ExtensionValuesValidator(),
    ];

    private static readonly ImmutableArray<IRuleSetValidator> Sets =
    [
        new DuplicateIdValidator(),
        new PriorityValidator(),
        new SelfReplicationValidator(),
        new CycleValidator(),
        new DocumentSizeValidator(),
    ];

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
