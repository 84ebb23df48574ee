using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace S3Replicator.TestSupport;

/// <summary>As much of JSON Schema as the schemas of the tests use; a word that it does not know fails the test.</summary>
public sealed class SchemaEvaluator(JsonObject root)
{
    private static readonly string[] Annotations = ["$schema", "$defs", "title", "description", "default", "deprecated", "format", "then", "else"];

    /// <summary>Whether the value is as the schema says.</summary>
    public bool Accepts(JsonNode? value) => Accepts(root, JsonNode.Parse(value?.ToJsonString() ?? "null"));

    private bool Accepts(JsonNode? schema, JsonNode? value)
    {
        if (schema is not JsonObject words)
        {
            return schema!.GetValue<bool>();
        }

        return words.All(word => Annotations.Contains(word.Key, StringComparer.Ordinal) || Holds(words, word.Key, word.Value!, value));
    }

    private bool Holds(JsonObject words, string word, JsonNode operand, JsonNode? value)
    {
        var text = value is JsonValue scalar && scalar.TryGetValue<string>(out var found) ? found : null;
        var number = value is JsonValue numeric && numeric.TryGetValue<decimal>(out var parsed) ? parsed : (decimal?)null;
        var mapping = value as JsonObject;
        var list = value as JsonArray;
        return word switch
        {
            "$ref" => Accepts(root["$defs"]![operand.GetValue<string>()["#/$defs/".Length..]], value),
            "if" => Accepts(Accepts(operand, value) ? words["then"] : words["else"], value),
            "not" => !Accepts(operand, value),
            "anyOf" => operand.AsArray().Any(alternative => Accepts(alternative, value)),
            "type" => operand.GetValue<string>() switch
            {
                "object" => mapping is not null,
                "array" => list is not null,
                "string" => text is not null,
                "integer" => number is not null && decimal.IsInteger(number.Value),
                "number" => number is not null,
                _ => value is JsonValue flag && flag.TryGetValue<bool>(out _),
            },
            "enum" => operand.AsArray().Any(allowed => JsonNode.DeepEquals(allowed, value)),
            "required" => mapping is null || operand.AsArray().All(name => mapping.ContainsKey(name!.GetValue<string>())),
            "properties" => mapping is null || mapping.All(member => operand[member.Key] is not { } schema || Accepts(schema, member.Value)),
            "additionalProperties" => mapping is null || mapping.All(member => words["properties"]?[member.Key] is not null || Accepts(operand, member.Value)),
            "propertyNames" => mapping is null || mapping.All(member => Accepts(operand, member.Key)),
            "maxProperties" => mapping is null || mapping.Count <= operand.GetValue<decimal>(),
            "minProperties" => mapping is null || mapping.Count >= operand.GetValue<decimal>(),
            "dependentRequired" => mapping is null || operand.AsObject().All(pair => !mapping.ContainsKey(pair.Key) || pair.Value!.AsArray().All(name => mapping.ContainsKey(name!.GetValue<string>()))),
            "dependentSchemas" => mapping is null || operand.AsObject().All(pair => !mapping.ContainsKey(pair.Key) || Accepts(pair.Value, value)),
            "items" => list is null || list.All(item => Accepts(operand, item)),
            "minItems" => list is null || list.Count >= operand.GetValue<decimal>(),
            "maxItems" => list is null || list.Count <= operand.GetValue<decimal>(),
            "minLength" => text is null || text.Length >= operand.GetValue<decimal>(),
            "maxLength" => text is null || text.EnumerateRunes().Count() <= operand.GetValue<decimal>(),
            "pattern" => text is null || Regex.IsMatch(text, operand.GetValue<string>(), RegexOptions.None, TimeSpan.FromSeconds(1)),
            "minimum" => number is null || number >= operand.GetValue<decimal>(),
            "maximum" => number is null || number <= operand.GetValue<decimal>(),
            "exclusiveMinimum" => number is null || number > operand.GetValue<decimal>(),
            _ => throw new NotSupportedException(word),
        };
    }
}
