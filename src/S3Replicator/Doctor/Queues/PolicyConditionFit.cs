using System.Text.Json;

namespace S3Replicator.Doctor.Queues;

/// <summary>Whether the conditions of a statement hold for what S3 asks; pure.</summary>
internal static class PolicyConditionFit
{
    private const string IfExists = "IfExists";
    private const string ForAnyValue = "ForAnyValue:";

    public static Fit Of(JsonElement statement, SendRequest request)
    {
        if (!statement.TryGetProperty("Condition", out var conditions))
        {
            return Fit.Yes;
        }

        var fits = from condition in conditions.EnumerateObject()
                   from key in condition.Value.EnumerateObject()
                   select Of(condition.Name, key.Name, PolicyText.Values(key.Value), request);
        return fits.Append(Fit.Yes).Min();
    }

    private static Fit Of(string @operator, string key, IReadOnlyList<string> wanted, SendRequest request)
    {
        var (value, isPresent) = request.ValueOf(key);
        var name = @operator.StartsWith(ForAnyValue, StringComparison.OrdinalIgnoreCase) ? @operator[ForAnyValue.Length..] : @operator;
        name = name.EndsWith(IfExists, StringComparison.OrdinalIgnoreCase) ? name[..^IfExists.Length] : name;

        if (name.Equals("Null", StringComparison.OrdinalIgnoreCase) && isPresent)
        {
            return wanted.Any(text => text.Equals("false", StringComparison.OrdinalIgnoreCase)) ? Fit.Yes : Fit.No;
        }

        // A value with a variable in it is not worked out here.
        if (value is null || Comparison(name) is not { } fits || wanted.Any(text => text.Contains("${", StringComparison.Ordinal)))
        {
            return Fit.Perhaps;
        }

        var isNegated = name.Contains("Not", StringComparison.OrdinalIgnoreCase);
        return wanted.Any(text => fits(text, value)) != isNegated ? Fit.Yes : Fit.No;
    }

    /// <summary>How an operator compares, whether it is negated or not; null for one that is not known here.</summary>
    private static Func<string, string, bool>? Comparison(string @operator) => @operator.ToUpperInvariant() switch
    {
        "STRINGEQUALS" or "STRINGNOTEQUALS" => (wanted, value) => string.Equals(wanted, value, StringComparison.Ordinal),
        "STRINGEQUALSIGNORECASE" or "STRINGNOTEQUALSIGNORECASE" or "BOOL" => (wanted, value) => string.Equals(wanted, value, StringComparison.OrdinalIgnoreCase),

        // For ARNs, equality knows wildcards too (IAM User Guide, ARN condition operators).
        "STRINGLIKE" or "STRINGNOTLIKE" or "ARNEQUALS" or "ARNLIKE" or "ARNNOTEQUALS" or "ARNNOTLIKE" =>
            (wanted, value) => Wildcard.Matches(wanted, value, StringComparison.Ordinal),
        _ => null,
    };
}
