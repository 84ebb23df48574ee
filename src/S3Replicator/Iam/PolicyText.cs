using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace S3Replicator.Iam;

/// <summary>Writes policies so that people can read them.</summary>
internal static class PolicyText
{
    // Policies go to terminals and tools, not into web pages.
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonNode node) => node.ToJsonString(Options);
}
