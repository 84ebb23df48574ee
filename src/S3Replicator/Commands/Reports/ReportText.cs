using System.Globalization;
using S3Replicator.Core.Tracking.Reports;
using Spectre.Console;

namespace S3Replicator.Commands.Reports;

/// <summary>A report for people at a terminal.</summary>
internal static class ReportText
{
    private const int MostMisses = 50;

    public static string Write(AttainmentReport report)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var terminal = Terminal.Create(writer);
        terminal.WriteLine(FormattableString.Invariant($"Time control from {report.Since.UtcDateTime:yyyy-MM-dd HH:mm} to {report.Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC"));
        terminal.Write(RulesOf(report));
        var missed = report.Routes.SelectMany(route => route.Missed, (route, miss) => (route, miss)).OrderByDescending(pair => pair.miss.EndedAt).ToList();

        if (missed.Count > 0)
        {
            terminal.Write(MissesOf(missed.Take(MostMisses)));
            var all = missed.Count + report.Routes.Sum(route => route.MissedUnlisted);
            terminal.WriteLine(all > MostMisses
                ? FormattableString.Invariant($"{all:N0} misses, the latest {MostMisses} above; --output json and html have more.")
                : FormattableString.Invariant($"{all:N0} misses."));
        }

        return writer.ToString();
    }

    /// <summary>A share as percent, never rounded up to what it is not.</summary>
    public static string Percent(double share) => (Math.Floor(share * 1_000_000) / 10_000).ToString("0.####", CultureInfo.InvariantCulture) + " %";

    /// <summary>A time in seconds, with as many places as it takes.</summary>
    public static string Seconds(double seconds) => seconds.ToString(seconds < 10 ? "0.###" : seconds < 1000 ? "0.#" : "0", CultureInfo.InvariantCulture) + " s";

    /// <summary>A region pair, as far as it is known.</summary>
    public static string RegionsOf(RouteReport route) =>
        (route.SourceRegion, route.DestinationRegion) is (null, null) ? "not known" : $"{route.SourceRegion ?? "not known"} → {route.DestinationRegion ?? "not known"}";

    private static Table RulesOf(AttainmentReport report)
    {
        var table = new Table().Border(TableBorder.Simple);

        table.AddColumn(new TableColumn("Rule"));
        table.AddColumn(new TableColumn("From and to"));

        foreach (var column in (ReadOnlySpan<string>)["Threshold", "Ended", "Missed", "Attained", "Adjusted", "Objective", "p50", "p99", "Max"])
        {
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        }

        foreach (var route in report.Routes)
        {
            table.AddRow(
                Cell(route.Route.RuleId),
                Cell($"{route.Route.SourceBucket}{RegionOf(route.SourceRegion)}", $"→ {route.Route.DestinationBucket}{RegionOf(route.DestinationRegion)}"),
                Cell(Seconds(route.Threshold.TotalSeconds)),
                Cell(route.Operations.ToString("N0", CultureInfo.InvariantCulture)),
                Cell((route.Operations - route.WithinThreshold).ToString("N0", CultureInfo.InvariantCulture)),
                Cell(Percent(route.Attainment)),
                Cell(Percent(route.Adjusted.Attainment)),
                Cell($"{Percent(route.Objective)} {(route.IsMet ? "met" : "not met")}"),
                Cell(Seconds(route.LagSeconds.P50)),
                Cell(Seconds(route.LagSeconds.P99)),
                Cell(Seconds(route.LagSeconds.Max)));
        }

        return table;
    }

    private static Table MissesOf(IEnumerable<(RouteReport Route, ReportedMiss Miss)> missed)
    {
        var table = new Table().Border(TableBorder.Simple);

        foreach (var column in (ReadOnlySpan<string>)["Ended at (UTC)", "Rule", "Object", "Took", "Cause", "Counts"])
        {
            table.AddColumn(column is "Object" ? new TableColumn(column) : new TableColumn(column).NoWrap());
        }

        foreach (var (route, miss) in missed)
        {
            table.AddRow(
                Cell(miss.EndedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
                Cell(route.Route.RuleId),
                Cell($"s3://{route.Route.SourceBucket}/{miss.Key}"),
                Cell(miss.Reason is not null ? "failed" : miss.LagSeconds is { } lag ? Seconds(lag) : "?"),
                Cell(miss.Reason is { } reason ? $"{miss.Cause} ({reason})" : miss.Cause),
                Cell(miss.Excluded is { } excluded ? $"no ({excluded})" : "yes"));
        }

        return table;
    }

    private static string RegionOf(string? region) => region is null ? string.Empty : $" ({region})";

    private static Text Cell(params string[] lines) => new(string.Join('\n', lines.Select(TerminalText.Visible)));
}
