using System.Text.Encodings.Web;
using System.Text.Json;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Documents;
using S3Replicator.Core.Rules.Importing;

namespace S3Replicator.Commands;

/// <summary>What <c>rules import --output json</c> prints.</summary>
internal sealed record RuleImport(JsonElement Document, IReadOnlyList<ImportDifference> Differences)
{
    private static readonly RuleImportJson Json = new(new JsonSerializerOptions(RuleImportJson.Default.Options)
    {
        // The output is not part of a page; people and tools read the texts as they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(ReplicationDocument document, IReadOnlyList<ImportDifference> differences)
    {
        using var parsed = JsonDocument.Parse(RuleDocumentWriter.Write([document], DocumentFormat.Json));
        return JsonSerializer.Serialize(new RuleImport(parsed.RootElement, differences), Json.RuleImport) + "\n";
    }
}
