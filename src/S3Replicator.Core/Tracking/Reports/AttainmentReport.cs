namespace S3Replicator.Core.Tracking.Reports;

/// <summary>How the rules have met their objectives over a span of time.</summary>
/// <param name="Since">The span's start.</param>
/// <param name="Until">The span's end.</param>
/// <param name="Routes">The rules, in order of document and rule.</param>
public sealed record AttainmentReport(DateTimeOffset Since, DateTimeOffset Until, IReadOnlyList<RouteReport> Routes);
