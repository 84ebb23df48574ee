using System.Text.Encodings.Web;
using System.Text.Json;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Reports;

namespace S3Replicator.Commands.Reports;

/// <summary>What <c>report --output json</c> prints.</summary>
internal sealed record ReportDocument(DateTimeOffset Since, DateTimeOffset Until, IReadOnlyList<ReportDocument.Rule> Rules)
{
    private static readonly ReportJson Json = new(new JsonSerializerOptions(ReportJson.Default.Options)
    {
        // The output is not part of a page; people and tools read the texts as they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(AttainmentReport report) => JsonSerializer.Serialize(
        new ReportDocument(report.Since, report.Until, [.. report.Routes.Select(RuleOf)]), Json.ReportDocument) + "\n";

    private static Rule RuleOf(RouteReport route) => new()
    {
        Name = route.Route.RuleId,
        Source = route.Route.SourceBucket,
        Destination = route.Route.DestinationBucket,
        SourceRegion = route.SourceRegion,
        DestinationRegion = route.DestinationRegion,
        ThresholdSeconds = route.Threshold.TotalSeconds,
        Objective = route.Objective,
        Met = route.IsMet,
        Operations = route.Operations,
        WithinThreshold = route.WithinThreshold,
        Failed = route.Failed,
        Attainment = route.Attainment,
        Adjusted = route.Adjusted,
        Bytes = route.Bytes,
        LagSeconds = route.LagSeconds,
        Causes = route.Causes,
        Missed = route.Missed,
        MissedUnlisted = route.MissedUnlisted,
    };

    internal sealed record Rule
    {
        [System.Text.Json.Serialization.JsonPropertyName("rule")]
        public required string Name { get; init; }

        public required string Source { get; init; }

        public required string Destination { get; init; }

        public required string? SourceRegion { get; init; }

        public required string? DestinationRegion { get; init; }

        public required double ThresholdSeconds { get; init; }

        public required double Objective { get; init; }

        public required bool Met { get; init; }

        public required long Operations { get; init; }

        public required long WithinThreshold { get; init; }

        public required long Failed { get; init; }

        public required double Attainment { get; init; }

        public required AdjustedAttainment Adjusted { get; init; }

        public required long Bytes { get; init; }

        public required LagSummary LagSeconds { get; init; }

        public required IReadOnlyDictionary<string, long> Causes { get; init; }

        public required IReadOnlyList<ReportedMiss> Missed { get; init; }

        public required long MissedUnlisted { get; init; }
    }
}
