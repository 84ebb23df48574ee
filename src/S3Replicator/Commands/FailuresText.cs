using System.Globalization;
using S3Replicator.Core.Pipeline;
using S3Replicator.Core.State;
using S3Replicator.Core.State.Failures;
using Spectre.Console;

namespace S3Replicator.Commands;

/// <summary>Failures for people.</summary>
internal static class FailuresText
{
    public static string List(IReadOnlyList<FailureRecord> failures) =>
        failures.Count == 0 ? "No failed operations.\n" : Table(failures) + Count(failures.Count) + ".\n";

    public static string Discarded(IReadOnlyList<FailureRecord> failures) =>
        failures.Count == 0 ? "No failed operations to discard.\n" : Table(failures) + Count(failures.Count) + " discarded.\n";

    public static string Retried(IReadOnlyList<FailureRetryResult> results)
    {
        var left = results.Where(result => !result.IsSettled).Select(result => result.Record).ToList();
        var summary = results.Count == 0
            ? "No failed operations to try again.\n"
            : string.Create(CultureInfo.InvariantCulture, $"{Count(results.Count)} tried again: {results.Count - left.Count:N0} done, {left.Count:N0} left.\n");
        return left.Count == 0 ? summary : Table(left) + summary;
    }

    private static string Table(IReadOnlyList<FailureRecord> failures)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var table = new Table().Border(TableBorder.Simple);

        foreach (var column in (ReadOnlySpan<string>)["Id", "Failed at (UTC)", "Rule", "Operation", "From", "To", "Reason", "Tries"])
        {
            table.AddColumn(column);
        }

        foreach (var failure in failures)
        {
            table.AddRow(
                Cell(failure.Id),
                Cell(failure.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
                Cell(failure.Rule),
                Cell(failure.Operation.ToString()),
                Cell(NameOf(failure.Source)),
                Cell(NameOf(failure.Destination)),
                Cell(failure.Reason + "\n" + failure.Message),
                Cell(failure.Attempts.ToString(CultureInfo.InvariantCulture)));
        }

        Terminal.Create(writer).Write(table);
        return writer.ToString();
    }

    private static Text Cell(string text) => new(string.Join('\n', text.Split('\n').Select(TerminalText.Visible)));

    private static string NameOf(ObjectName name) =>
        $"s3://{name.Bucket}/{name.Key}{(name.VersionId is { } version ? $"\n?versionId={version}" : string.Empty)}";

    private static string Count(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} failed operation{(count == 1 ? string.Empty : "s")}");
}
