using System.Text.Json;
using S3Replicator.Core.Tracking.Receipts.Chain;

namespace S3Replicator.Commands.Reports;

/// <summary>What <c>report --audit --output json</c> prints.</summary>
internal static class AuditDocument
{
    public static string Write(AuditResult result) => JsonSerializer.Serialize(result, ReportJson.Default.AuditResult) + "\n";
}
