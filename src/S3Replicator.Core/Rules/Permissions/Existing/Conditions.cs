using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>What is known beforehand of conditions, without a request; pure.</summary>
internal static class Conditions
{
    private const string IfExists = "IfExists";
    private const string SecureTransport = "aws:SecureTransport";

    // Of these one value must hold; the more values, the wider.
    private static readonly string[] Positive = ["StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike", "Bool"];

    /// <summary>Those of a statement that do not follow from the conditions under which the rules need it.</summary>
    public static ImmutableArray<PolicyCondition> Unmet(ImmutableArray<PolicyCondition> existing, ImmutableArray<PolicyCondition> required) =>
        [.. existing.Where(condition => !IsTransport(condition, "true") && !required.Any(one => Follows(condition, one)))];

    /// <summary>Whether a statement is about requests that the worker never sends: AWS is asked under TLS alone.</summary>
    public static bool IsNeverMet(ImmutableArray<PolicyCondition> conditions) => conditions.Any(condition => IsTransport(condition, "false"));

    public static string Text(ImmutableArray<PolicyCondition> conditions) =>
        string.Join(" and ", conditions.Select(condition => $"{condition.Operator} {condition.Key} {string.Join(" or ", condition.Values)}"));

    public static bool IsAbout(this PolicyCondition condition, string key) => Same(condition.Key, key);

    private static bool IsTransport(PolicyCondition condition, string value) => condition.IsAbout(SecureTransport)
        && Same(Plain(condition.Operator), "Bool")
        && condition.Values is [var one]
        && Same(one, value);

    private static bool Follows(PolicyCondition existing, PolicyCondition required)
    {
        // Where the key is known to be there, "if it exists" changes nothing.
        var test = Same(existing.Operator, required.Operator) ? existing.Operator : Plain(existing.Operator);

        if (!existing.IsAbout(required.Key) || required.Values.IsEmpty)
        {
            return false;
        }

        if (Same(test, "StringLike") && (Same(required.Operator, "StringLike") || Same(required.Operator, "StringEquals")))
        {
            var isPattern = Same(required.Operator, "StringLike");
            return required.Values.All(value => existing.Values.Any(wider => IsWithin(value, isPattern, wider)));
        }

        if (!Same(test, required.Operator))
        {
            return false;
        }

        return Positive.Contains(test, StringComparer.OrdinalIgnoreCase)
            ? required.Values.All(value => existing.Values.Contains(value, StringComparer.Ordinal))
            : existing.Values.ToHashSet(StringComparer.Ordinal).SetEquals(required.Values);
    }

    private static bool IsWithin(string value, bool isPattern, string wider)
    {
        var inner = isPattern ? PolicyPattern.TryParse(value, hasVariables: true) : PolicyPattern.OfText(value);
        return inner is not null
            ? PolicyPattern.TryParse(wider, hasVariables: true) is { } outer && outer.Includes(inner)
            : string.Equals(value, wider, StringComparison.Ordinal);
    }

    private static string Plain(string test) => test.EndsWith(IfExists, StringComparison.OrdinalIgnoreCase) ? test[..^IfExists.Length] : test;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
