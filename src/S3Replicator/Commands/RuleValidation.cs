using System.Text.Encodings.Web;
using System.Text.Json;
using S3Replicator.Core.Rules;

namespace S3Replicator.Commands;

/// <summary>What <c>rules validate --output json</c> prints.</summary>
internal sealed record RuleValidation(bool Valid, IReadOnlyList<RuleProblem> Errors, IReadOnlyList<RuleProblem> Warnings)
{
    private static readonly RuleValidationJson Json = new(new JsonSerializerOptions(RuleValidationJson.Default.Options)
    {
        // The output is not part of a page; people and tools read the texts as they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(RuleLoadResult result) =>
        JsonSerializer.Serialize(new RuleValidation(result.IsValid, result.Errors, result.Warnings), Json.RuleValidation) + "\n";
}
