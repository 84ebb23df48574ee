using System.Text.RegularExpressions;
using S3Replicator.Core.Rules.Binding;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Validation;

// STS AssumeRole's own limits.
internal sealed partial class RoleOptionsValidator : IDocumentValidator
{
    public void Validate(WrittenDocument document, FileProblems problems)
    {
        var options = document.Extension["RoleOptions"];
        if (options is not null && document.UsesAmbientCredentials)
        {
            problems.Warning(options, "RoleOptionsNotUsed", "No role is assumed, because AmbientCredentials is true.");
        }

        if (document.RoleOptions["ExternalId"] is { Kind: NodeKind.Text } externalId && !ExternalId().IsMatch(externalId.Text))
        {
            problems.Error(externalId, "InvalidExternalId", "An external id has letters, digits and _+=,.@:/- only.");
        }

        foreach (var (key, value) in WrittenRule.Part(document.RoleOptions, "SessionTags").Members)
        {
            if (!Tag().IsMatch(key) || (value.Kind == NodeKind.Text && !Tag().IsMatch(value.Text)))
            {
                problems.Error(value, "InvalidSessionTag", $"The session tag {key} has characters that STS refuses.", "It takes letters, digits, spaces and _.:/=+-@ only.");
            }

            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                problems.Error(value, "InvalidSessionTag", $"The session tag {key} begins with aws:, which is reserved.");
            }
        }
    }

    [GeneratedRegex(@"\A[\w+=,.@:/-]*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ExternalId();

    [GeneratedRegex(@"\A[\p{L}\p{Z}\p{N}_.:/=+@-]*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tag();
}
