using System.Text.Json.Serialization;
using S3Replicator.Core.Tracking.Receipts.Chain;

namespace S3Replicator.Commands.Reports;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReportDocument))]
[JsonSerializable(typeof(AuditResult))]
internal sealed partial class ReportJson : JsonSerializerContext;
