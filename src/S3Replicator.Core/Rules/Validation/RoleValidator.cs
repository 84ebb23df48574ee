using System.Text.RegularExpressions;
using S3Replicator.Core.Rules.Binding;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Validation;

internal sealed partial class RoleValidator : IDocumentValidator
{
    public void Validate(WrittenDocument document, FileProblems problems)
    {
        if (document.Extension["SourceAccount"] is { Kind: NodeKind.Text } account && !account.Text.All(char.IsAsciiDigit))
        {
            problems.Error(account, "InvalidAccount", $"\"{account.Text}\" is not an account id.", "It has 12 digits.");
        }

        var role = document.Node["Role"];
        if (role is null)
        {
            if (!document.UsesAmbientCredentials)
            {
                problems.Error(document.Node, "MissingRole", "The document has no Role.", "Add the ARN of the role that the worker assumes, or S3Replicator: {AmbientCredentials: true}.");
            }
        }
        else if (document.UsesAmbientCredentials)
        {
            problems.Warning(role, "RoleNotUsed", "The role is not assumed, because AmbientCredentials is true.", "Keep one of the two.");
        }
        else if (role.Kind == NodeKind.Text && !RoleArn().IsMatch(role.Text))
        {
            problems.Error(role, "InvalidRole", $"\"{role.Text}\" is not the ARN of an IAM role.", "It looks like arn:aws:iam::111122223333:role/NAME.");
        }
    }

    [GeneratedRegex(@"\Aarn:[a-z0-9-]+:iam::[0-9]{12}:role/[\u0021-\u007E]{1,576}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RoleArn();
}
