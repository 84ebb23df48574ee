using System.Text.RegularExpressions;

namespace S3Replicator.Doctor.Permissions;

/// <summary>What AWS tells with a refusal.</summary>
internal static partial class AccessDenials
{
    /// <summary>The action that was missing, where AWS names it: within one account it does (S3 User Guide, access denied error messages).</summary>
    public static string? ActionOf(string message) => Named().Match(message) is { Success: true } match ? match.Groups["action"].Value : null;

    /// <summary>Whether a statement with Deny refused.</summary>
    public static bool IsExplicit(string message) => message.Contains("explicit deny", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"is not authorized to perform: (?<action>[A-Za-z0-9-]+:[A-Za-z0-9]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Named();
}
