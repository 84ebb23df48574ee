using System.Globalization;
using System.Net;

using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Identity.Policies;

/// <summary>Decides whether a condition holds for a request.</summary>
internal static class ConditionEvaluation
{
    public static bool Holds(PolicyCondition condition, AuthorizationContext context, bool hasVariables)
    {
        var actual = context.Find(condition.Key);
        if (condition.Operator == ConditionOperator.Null)
        {
            return condition.Values.Any(v => string.Equals(v, actual is null ? "true" : "false", StringComparison.OrdinalIgnoreCase));
        }

        var negated = IsNegated(condition.Operator);
        if (actual is null or [])
        {
            return condition.IfExists || condition.Set == ConditionSet.ForAllValues || (negated && condition.Set == ConditionSet.Single);
        }

        // A negated operator asks that none of the listed values fits: the listed values are joined by OR before the negation.
        bool Fits(string value) =>
            negated != condition.Values.Any(v => Compare(condition.Operator, value, hasVariables ? context.Expand(v) : v));

        return condition.Set == ConditionSet.ForAllValues ? actual.All(Fits) : actual.Any(Fits);
    }

    private static bool IsNegated(ConditionOperator op) => op
        is ConditionOperator.StringNotEquals
        or ConditionOperator.StringNotEqualsIgnoreCase
        or ConditionOperator.StringNotLike
        or ConditionOperator.NumericNotEquals
        or ConditionOperator.DateNotEquals
        or ConditionOperator.NotIpAddress
        or ConditionOperator.ArnNotEquals
        or ConditionOperator.ArnNotLike;

    private static bool Compare(ConditionOperator op, string actual, string? expected) => expected is not null && op switch
    {
        ConditionOperator.StringEquals or ConditionOperator.StringNotEquals or ConditionOperator.BinaryEquals =>
            string.Equals(actual, expected, StringComparison.Ordinal),
        ConditionOperator.StringEqualsIgnoreCase or ConditionOperator.StringNotEqualsIgnoreCase or ConditionOperator.Bool =>
            string.Equals(actual, expected, StringComparison.OrdinalIgnoreCase),
        ConditionOperator.StringLike or ConditionOperator.StringNotLike => WildcardPattern.Matches(expected, actual),
        ConditionOperator.ArnEquals or ConditionOperator.ArnLike or ConditionOperator.ArnNotEquals or ConditionOperator.ArnNotLike =>
            WildcardPattern.MatchesArn(expected, actual),
        ConditionOperator.IpAddress or ConditionOperator.NotIpAddress => IsInNetwork(actual, expected),
        ConditionOperator.NumericEquals or ConditionOperator.NumericNotEquals => Order(actual, expected, Number) == 0,
        ConditionOperator.NumericLessThan => Order(actual, expected, Number) < 0,
        ConditionOperator.NumericLessThanEquals => Order(actual, expected, Number) <= 0,
        ConditionOperator.NumericGreaterThan => Order(actual, expected, Number) > 0,
        ConditionOperator.NumericGreaterThanEquals => Order(actual, expected, Number) >= 0,
        ConditionOperator.DateEquals or ConditionOperator.DateNotEquals => Order(actual, expected, Date) == 0,
        ConditionOperator.DateLessThan => Order(actual, expected, Date) < 0,
        ConditionOperator.DateLessThanEquals => Order(actual, expected, Date) <= 0,
        ConditionOperator.DateGreaterThan => Order(actual, expected, Date) > 0,
        ConditionOperator.DateGreaterThanEquals => Order(actual, expected, Date) >= 0,
        ConditionOperator.Null => false,
        _ => false,
    };

    private static int? Order(string actual, string expected, Func<string, decimal?> read) =>
        read(actual) is { } left && read(expected) is { } right ? left.CompareTo(right) : null;

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    // A date is ISO 8601 or seconds since 1970.
    private static decimal? Date(string text)
    {
        if (Number(text) is { } seconds)
        {
            return seconds;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? (decimal)date.ToUnixTimeMilliseconds() / 1000
            : null;
    }

    private static bool IsInNetwork(string actual, string expected)
    {
        if (!IPAddress.TryParse(actual, out var address))
        {
            return false;
        }

        return expected.Contains('/', StringComparison.Ordinal)
            ? IPNetwork.TryParse(expected, out var network) && network.Contains(address)
            : IPAddress.TryParse(expected, out var only) && only.Equals(address);
    }
}
