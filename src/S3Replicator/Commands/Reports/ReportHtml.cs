using System.Globalization;
using System.Net;
using System.Text;
using S3Replicator.Core.Tracking.Reports;

namespace S3Replicator.Commands.Reports;

/// <summary>A report as one page that needs nothing else.</summary>
internal static class ReportHtml
{
    private const int MostMisses = 1_000;

    public static string Write(AttainmentReport report)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<title>Time control report</title>\n<style>").Append(ReportStyle.Css).Append("</style>\n</head>\n<body>\n<header>\n<h1>Time control</h1>\n<p>")
            .Append(Time(report.Since)).Append(" to ").Append(Time(report.Until)).Append(" UTC</p>\n</header>\n<main>\n");
        WriteSummary(page, report);

        foreach (var route in report.Routes)
        {
            WriteRoute(page, route);
        }

        page.Append("<footer>Operations count when they ended in the span. <em>Adjusted</em> leaves out what S3’s own agreement on replication time does: deletes and changes of tags, ")
            .Append("and misses that come of throttling, missing permissions, archived sources or pauses.</footer>\n</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void WriteSummary(StringBuilder page, AttainmentReport report)
    {
        page.Append("<table class=\"summary\">\n<thead><tr><th>Rule</th><th>From</th><th>To</th><th>Regions</th><th class=\"n\">Threshold</th><th class=\"n\">Operations</th>")
            .Append("<th class=\"n\">Missed</th><th class=\"n\">Attained</th><th class=\"n\">Adjusted</th><th>Objective</th></tr></thead>\n<tbody>\n");

        foreach (var route in report.Routes)
        {
            Row(page, route.IsMet ? null : "bad", [
                (Text(route.Route.RuleId), false),
                (Text(route.Route.SourceBucket), false),
                (Text(route.Route.DestinationBucket), false),
                (Text(ReportText.RegionsOf(route)), false),
                (ReportText.Seconds(route.Threshold.TotalSeconds), true),
                (Number(route.Operations), true),
                (Number(route.Operations - route.WithinThreshold), true),
                (ReportText.Percent(route.Attainment), true),
                (ReportText.Percent(route.Adjusted.Attainment), true),
                ($"{ReportText.Percent(route.Objective)} <span class=\"{(route.IsMet ? "ok\">met" : "no\">not met")}</span>", false),
            ]);
        }

        page.Append("</tbody>\n</table>\n");
    }

    private static void WriteRoute(StringBuilder page, RouteReport route)
    {
        var lag = route.LagSeconds;
        page.Append("<section>\n<h2>").Append(Text(route.Route.RuleId)).Append(" <small>").Append(Text(route.Route.SourceBucket)).Append(" → ")
            .Append(Text(route.Route.DestinationBucket)).Append("</small></h2>\n<dl>");
        Figure(page, "Attained", ReportText.Percent(route.Attainment));
        Figure(page, "Adjusted", ReportText.Percent(route.Adjusted.Attainment));
        Figure(page, "p50", ReportText.Seconds(lag.P50));
        Figure(page, "p90", ReportText.Seconds(lag.P90));
        Figure(page, "p99", ReportText.Seconds(lag.P99));
        Figure(page, "p99.9", ReportText.Seconds(lag.P999));
        Figure(page, "Max", ReportText.Seconds(lag.Max));
        Figure(page, "Failed", Number(route.Failed));
        Figure(page, "Copied", Bytes(route.Bytes));
        page.Append("</dl>\n");

        if (route.Operations == 0)
        {
            page.Append("<p class=\"none\">Nothing ended in this time.</p>\n</section>\n");
            return;
        }

        ReportChart.WriteOperations(page, route);
        ReportChart.WriteLatency(page, route);
        WriteCauses(page, route);
        WriteMisses(page, route);
        page.Append("</section>\n");
    }

    private static void WriteCauses(StringBuilder page, RouteReport route)
    {
        if (route.Causes.Count == 0 && route.Adjusted.Excluded.Count == 0)
        {
            return;
        }

        page.Append("<p class=\"causes\">");

        foreach (var (cause, count) in route.Causes.OrderByDescending(pair => pair.Value))
        {
            page.Append("<span class=\"chip\">").Append(Text(cause)).Append(" <b>").Append(Number(count)).Append("</b></span> ");
        }

        foreach (var (reason, count) in route.Adjusted.Excluded)
        {
            page.Append("<span class=\"chip dim\">not counted: ").Append(Text(reason)).Append(" <b>").Append(Number(count)).Append("</b></span> ");
        }

        page.Append("</p>\n");
    }

    private static void WriteMisses(StringBuilder page, RouteReport route)
    {
        if (route.Missed.Count == 0)
        {
            return;
        }

        page.Append("<details").Append(route.Missed.Count <= 20 ? " open" : string.Empty).Append("><summary>").Append(Number(route.Missed.Count + route.MissedUnlisted))
            .Append(" misses</summary>\n<table>\n<thead><tr><th>Ended at (UTC)</th><th>Key</th><th>Version</th><th>Operation</th><th class=\"n\">Took</th><th>Cause</th><th>Counts</th></tr></thead>\n<tbody>\n");

        foreach (var miss in route.Missed.Take(MostMisses))
        {
            Row(page, null, [
                (Time(miss.EndedAt), false),
                ($"<code>{Text(miss.Key)}</code>", false),
                ($"<code>{Text(miss.VersionId ?? "")}</code>", false),
                (Text(miss.Action), false),
                (miss.Reason is not null ? "failed" : miss.LagSeconds is { } lag ? ReportText.Seconds(lag) : "?", true),
                (Text(miss.Reason is { } reason ? $"{miss.Cause} ({reason})" : miss.Cause), false),
                (miss.Excluded is { } excluded ? $"no ({Text(excluded)})" : "yes", false),
            ]);
        }

        page.Append("</tbody>\n</table>\n");

        if (route.Missed.Count > MostMisses)
        {
            page.Append("<p>The latest ").Append(Number(MostMisses)).Append("; <code>--output json</code> has more.</p>\n");
        }

        page.Append("</details>\n");
    }

    private static void Row(StringBuilder page, string? style, IEnumerable<(string Html, bool IsNumber)> cells)
    {
        page.Append(style is null ? "<tr>" : $"<tr class=\"{style}\">");

        foreach (var (html, isNumber) in cells)
        {
            page.Append(isNumber ? "<td class=\"n\">" : "<td>").Append(html).Append("</td>");
        }

        page.Append("</tr>\n");
    }

    private static void Figure(StringBuilder page, string name, string value) =>
        page.Append("<div><dt>").Append(name).Append("</dt><dd>").Append(value).Append("</dd></div>");

    private static string Text(string text) => WebUtility.HtmlEncode(TerminalText.Visible(text));

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Bytes(long bytes)
    {
        ReadOnlySpan<string> units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
        var unit = 0;
        double value = bytes;

        for (; value >= 1024 && unit < units.Length - 1; unit++)
        {
            value /= 1024;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {units[unit]}");
    }
}
