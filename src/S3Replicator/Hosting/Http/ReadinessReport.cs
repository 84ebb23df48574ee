using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace S3Replicator.Hosting.Http;

/// <summary>What <c>/health/ready</c> answers.</summary>
/// <param name="Status"><c>ready</c> or <c>notReady</c>.</param>
/// <param name="Checks">What was found, with what fails first.</param>
internal sealed record ReadinessReport(string Status, IReadOnlyList<ReadinessFinding> Checks)
{
    private static readonly ReadinessJson Json =
        new(new JsonSerializerOptions(ReadinessJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    [JsonIgnore]
    public bool IsReady => Checks.All(check => check.Result is "Pass");

    public static ReadinessReport Of(IEnumerable<IReadinessCheck> checks)
    {
        var findings = checks.SelectMany(check => check.Look()).OrderBy(finding => finding.Result, StringComparer.Ordinal).ToList();
        return new(findings.All(finding => finding.Result is "Pass") ? "ready" : "notReady", findings);
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Json.ReadinessReport);
}
