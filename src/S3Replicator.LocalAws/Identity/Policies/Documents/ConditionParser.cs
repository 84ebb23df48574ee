using System.Collections.Frozen;
using System.Text.Json;

namespace S3Replicator.LocalAws.Identity.Policies.Documents;

/// <summary>Reads the Condition element.</summary>
internal static class ConditionParser
{
    private const string ForAllValues = "ForAllValues:";
    private const string ForAnyValue = "ForAnyValue:";
    private const string IfExists = "IfExists";

    private static readonly FrozenDictionary<string, ConditionOperator> Operators =
        Enum.GetValues<ConditionOperator>().ToFrozenDictionary(o => o.ToString(), StringComparer.OrdinalIgnoreCase);

    public static List<PolicyCondition> Read(JsonElement element)
    {
        var conditions = new List<PolicyCondition>();
        foreach (var block in Members(element))
        {
            var (op, set, ifExists) = ReadOperator(block.Name);
            foreach (var key in Members(block.Value))
            {
                conditions.Add(new PolicyCondition(op, set, ifExists, key.Name, PolicyParser.Texts(key.Value)));
            }
        }

        return conditions;
    }

    private static (ConditionOperator Operator, ConditionSet Set, bool IfExists) ReadOperator(string name)
    {
        var rest = name;
        var set = ConditionSet.Single;
        if (rest.StartsWith(ForAllValues, StringComparison.OrdinalIgnoreCase))
        {
            (set, rest) = (ConditionSet.ForAllValues, rest[ForAllValues.Length..]);
        }
        else if (rest.StartsWith(ForAnyValue, StringComparison.OrdinalIgnoreCase))
        {
            (set, rest) = (ConditionSet.ForAnyValue, rest[ForAnyValue.Length..]);
        }

        var ifExists = rest.EndsWith(IfExists, StringComparison.OrdinalIgnoreCase);
        rest = ifExists ? rest[..^IfExists.Length] : rest;
        return Operators.TryGetValue(rest, out var op)
            ? (op, set, ifExists)
            : throw new FormatException($"Invalid Condition type : {name}.");
    }

    private static JsonElement.ObjectEnumerator Members(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : throw new FormatException("Syntax errors in policy.");
}
