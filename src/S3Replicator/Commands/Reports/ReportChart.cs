using System.Globalization;
using System.Text;
using S3Replicator.Core.Tracking.Reports;

namespace S3Replicator.Commands.Reports;

/// <summary>The report's charts, as drawings inside the page.</summary>
internal static class ReportChart
{
    private const double Width = 1000;
    private const double Left = 56;
    private const double Right = 8;
    private const double Top = 12;
    private const double BarsHeight = 150;
    private const double LinesHeight = 190;
    private const double Foot = 22;

    /// <summary>How many operations ended in each slice, and how many of them missed.</summary>
    public static void WriteOperations(StringBuilder page, RouteReport route)
    {
        var most = Math.Max(1, route.Slices.Max(slice => slice.Operations));
        var step = (Width - Left - Right) / route.Slices.Count;
        Open(page, BarsHeight, "Operations over time");

        foreach (var value in (ReadOnlySpan<double>)[0, 0.5, 1])
        {
            Grid(page, BarsHeight * (1 - value), Round(most * value));
        }

        for (var index = 0; index < route.Slices.Count; index++)
        {
            var slice = route.Slices[index];
            var missed = BarsHeight * slice.Missed / most;
            var done = BarsHeight * (slice.Operations - slice.Missed) / most;
            Bar(page, "done", Left + step * index, BarsHeight - done, step, done, slice, slice.Operations - slice.Missed, "within");
            Bar(page, "missed", Left + step * index, BarsHeight - done - missed, step, missed, slice, slice.Missed, "missed");
        }

        Close(page, route, BarsHeight, [("done", "--good", "within the threshold"), ("missed", "--bad", "missed")]);
    }

    /// <summary>Latency in each slice, by powers of ten, against the threshold.</summary>
    public static void WriteLatency(StringBuilder page, RouteReport route)
    {
        var threshold = route.Threshold.TotalSeconds;
        var most = Math.Max(threshold, route.Slices.Max(slice => slice.LagSeconds.Max));
        var top = Math.Ceiling(Math.Log10(most));
        var least = Math.Max(0.001, Math.Min(threshold, SmallestOf(route)));
        var bottom = Math.Min(Math.Floor(Math.Log10(least)), top - 1);
        Open(page, LinesHeight, "Latency over time");

        for (var power = bottom; power <= top; power++)
        {
            Grid(page, LinesHeight * (top - power) / (top - bottom), ReportText.Seconds(Math.Pow(10, power)));
        }

        var limit = At(threshold, bottom, top);
        page.Append(CultureInfo.InvariantCulture, $"<line class=\"limit\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{limit + Top:0.#}\" y2=\"{limit + Top:0.#}\"/>\n");
        Line(page, "max", route, bottom, top, slice => slice.LagSeconds.Max);
        Line(page, "p99", route, bottom, top, slice => slice.LagSeconds.P99);
        Line(page, "p50", route, bottom, top, slice => slice.LagSeconds.P50);
        Close(page, route, LinesHeight, [("p50", "--good", "p50"), ("p99", "--lag", "p99"), ("max", "--top", "longest"), ("limit", "--bad", "threshold")]);
    }

    private static double SmallestOf(RouteReport route) =>
        route.Slices.Where(slice => slice.LagSeconds.P50 > 0).Select(slice => slice.LagSeconds.P50).DefaultIfEmpty(1).Min();

    private static double At(double seconds, double bottom, double top) =>
        LinesHeight * (top - Math.Log10(Math.Max(seconds, Math.Pow(10, bottom)))) / (top - bottom);

    private static void Open(StringBuilder page, double height, string label) => page.Append(
        CultureInfo.InvariantCulture,
        $"<figure>\n<svg viewBox=\"0 0 {Width} {height + Top + Foot}\" role=\"img\" aria-label=\"{label}\">\n");

    private static void Grid(StringBuilder page, double y, string label) => page.Append(
        CultureInfo.InvariantCulture,
        $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y + Top:0.#}\" y2=\"{y + Top:0.#}\"/><text x=\"{Left - 6}\" y=\"{y + Top + 4:0.#}\" text-anchor=\"end\">{label}</text>\n");

    private static void Bar(StringBuilder page, string style, double x, double y, double step, double height, ReportSlice slice, long count, string what)
    {
        if (count > 0)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<rect class=\"{style}\" x=\"{x + step * 0.1:0.#}\" y=\"{y + Top:0.#}\" width=\"{step * 0.8:0.#}\" height=\"{Math.Max(1, height):0.#}\"><title>{slice.Start.UtcDateTime:yyyy-MM-dd HH:mm}: {count:N0} {what}</title></rect>\n");
        }
    }

    /// <summary>A line over the slices that have something, broken where they have not.</summary>
    private static void Line(StringBuilder page, string style, RouteReport route, double bottom, double top, Func<ReportSlice, double> value)
    {
        var step = (Width - Left - Right) / route.Slices.Count;
        var isDrawing = false;
        page.Append("<path class=\"").Append(style).Append("\" d=\"");

        for (var index = 0; index < route.Slices.Count; index++)
        {
            var slice = route.Slices[index];

            if (slice.Operations == 0)
            {
                isDrawing = false;
                continue;
            }

            var (x, y) = (Left + step * (index + 0.5), At(value(slice), bottom, top) + Top);
            var isAlone = !isDrawing && (index + 1 == route.Slices.Count || route.Slices[index + 1].Operations == 0);

            // A slice alone is a dash.
            var (from, to) = isAlone ? (x - 4, "h8") : (x, string.Empty);
            page.Append(CultureInfo.InvariantCulture, $"{(isDrawing ? 'L' : 'M')}{from:0.#} {y:0.#}{to}");
            isDrawing = true;
        }

        page.Append("\"/>\n");
    }

    private static void Close(StringBuilder page, RouteReport route, double height, IEnumerable<(string Style, string Colour, string Label)> legend)
    {
        var slices = route.Slices;

        // One near the right edge would not fit.
        for (var index = 0; index < Math.Max(1, slices.Count * 0.92); index += Math.Max(1, slices.Count / 6))
        {
            var x = Left + (Width - Left - Right) / slices.Count * index;
            page.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{height + Top + 16}\">{slices[index].Start.UtcDateTime:MM-dd HH:mm}</text>\n");
        }

        page.Append("</svg>\n<figcaption>");

        foreach (var (_, colour, label) in legend)
        {
            page.Append("<span><i style=\"background:var(").Append(colour).Append(")\"></i>").Append(label).Append("</span>");
        }

        page.Append("</figcaption>\n</figure>\n");
    }

    private static string Round(double count) => count.ToString(count < 10 ? "0.#" : "N0", CultureInfo.InvariantCulture);
}
