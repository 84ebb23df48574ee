using System.Globalization;
using System.Text;
using S3Replicator.Core.Rules;

namespace S3Replicator.Commands;

/// <summary>Problems of rule documents for people: one line each, its hint below, a summary last.</summary>
internal static class RuleProblemText
{
    public static string Write(RuleLoadResult result, TerminalText terminal)
    {
        var builder = new StringBuilder();
        var problems = result.Errors.Select(problem => (Problem: problem, IsError: true)).Concat(result.Warnings.Select(problem => (Problem: problem, IsError: false))).ToList();
        var placeWidth = problems.Select(pair => PlaceOf(pair.Problem).Length).DefaultIfEmpty().Max();
        var codeWidth = problems.Select(pair => pair.Problem.Code.Length).DefaultIfEmpty().Max();
        foreach (var (problem, isError) in problems)
        {
            var severity = isError ? terminal.Red("error  ") : terminal.Yellow("warning");
            builder.Append(terminal.Bold(PlaceOf(problem).PadRight(placeWidth))).Append("  ").Append(severity).Append("  ")
                .Append(problem.Code.PadRight(codeWidth)).Append("  ").Append(TerminalText.Visible(problem.Message)).Append('\n');
            Below(builder, terminal, placeWidth, problem.Pointer.Length == 0 ? null : "at " + TerminalText.Visible(problem.Pointer));
            Below(builder, terminal, placeWidth, problem.Hint is null ? null : TerminalText.Visible(problem.Hint));
        }

        if (builder.Length > 0)
        {
            builder.Append('\n');
        }

        return builder.Append(Summary(result, terminal)).Append('\n').ToString();
    }

    private static void Below(StringBuilder builder, TerminalText terminal, int indent, string? text)
    {
        if (text is not null)
        {
            builder.Append(' ', indent + 2).Append(terminal.Dim(text)).Append('\n');
        }
    }

    private static string PlaceOf(RuleProblem problem) =>
        TerminalText.Visible(problem.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"{problem.File}:{line}") : problem.File);

    private static string Summary(RuleLoadResult result, TerminalText terminal)
    {
        var warnings = Count(result.Warnings.Length, "warning");
        if (result.Rules is not { } rules)
        {
            return $"{terminal.Red("Invalid")}: {Count(result.Errors.Length, "error")}, {warnings}.";
        }

        var count = Count(rules.Documents.Sum(document => document.Rules.Length), "rule");
        var buckets = Count(rules.Documents.Select(document => document.Bucket).Distinct(StringComparer.Ordinal).Count(), "source bucket");
        return $"{terminal.Green("Valid")}: {count} of {buckets}, {warnings}. Revision {rules.Revision[..12]}.";
    }

    private static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? "no" : count)} {noun}{(count == 1 ? string.Empty : "s")}");
}
