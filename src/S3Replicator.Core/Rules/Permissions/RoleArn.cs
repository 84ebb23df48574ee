using System.Diagnostics.CodeAnalysis;

namespace S3Replicator.Core.Rules.Permissions;

/// <summary>The parts of a role's ARN.</summary>
/// <param name="Partition">The partition, such as <c>aws</c>.</param>
/// <param name="Account">The account, 12 digits.</param>
/// <param name="Path">The path with its slashes; <c>/</c> by default.</param>
/// <param name="Name">The role's name.</param>
public sealed record RoleArn(string Partition, string Account, string Path, string Name)
{
    private const string Kind = "role/";

    /// <summary>Reads <c>arn:PARTITION:iam::ACCOUNT:role/PATH/NAME</c>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RoleArn? arn)
    {
        arn = null;

        if (text?.Split(':') is not ["arn", var partition, "iam", "", var account, var resource]
            || !resource.StartsWith(Kind, StringComparison.Ordinal)
            || resource.Length == Kind.Length)
        {
            return false;
        }

        var slash = resource.LastIndexOf('/');
        arn = new(partition, account, resource[(Kind.Length - 1)..(slash + 1)], resource[(slash + 1)..]);
        return arn.Name.Length > 0;
    }
}
