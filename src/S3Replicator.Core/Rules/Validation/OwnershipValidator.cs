using S3Replicator.Core.Rules.Binding;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Validation;

internal sealed class OwnershipValidator : IRuleValidator
{
    public void Validate(WrittenRule rule, FileProblems problems)
    {
        if (rule.Destination["AccessControlTranslation"] is { } translation && !rule.Destination.Has("Account"))
        {
            problems.Error(translation, "MissingAccount", $"{rule.Id} gives the replicas to the destination's owner and does not say who that is.", "Add Account, the 12 digits of the destination's account.");
        }

        if (rule.Destination["Account"] is { Kind: NodeKind.Text } account && !account.Text.All(char.IsAsciiDigit))
        {
            problems.Error(account, "InvalidAccount", $"\"{account.Text}\" is not an account id.", "It has 12 digits.");
        }
    }
}
