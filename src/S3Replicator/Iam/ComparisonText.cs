using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using S3Replicator.Commands;
using S3Replicator.Core.Rules.Permissions;
using S3Replicator.Core.Rules.Permissions.Existing;
using Spectre.Console;

namespace S3Replicator.Iam;

/// <summary>A comparison for people: the answer, what kind of role it is, each difference with what mends it, and what to add.</summary>
internal static class ComparisonText
{
    public static string Write(RoleComparison comparison, TerminalText terminal)
    {
        var text = new StringBuilder(terminal.Bold(TerminalText.Visible(AnswerOf(comparison)))).Append('\n');

        if (comparison.Native is { } native)
        {
            Write(text, native);
        }

        foreach (var difference in comparison.Differences)
        {
            Write(text.Append('\n'), difference, terminal);
        }

        var purpose = comparison.Native is null ? "To add" : "If it shall be the worker's role as well, to add";
        Write(text, $"{purpose} to its trust policy:", comparison.TrustToAdd, terminal);
        Write(text, $"{purpose} to its permissions, as a policy of its own:", comparison.PermissionsToAdd, terminal);
        return text.Append('\n').Append(CountsOf(comparison.Differences)).Append('\n').ToString();
    }

    private static string AnswerOf(RoleComparison comparison)
    {
        var role = comparison.Role.Length > 0 ? comparison.Role : "the worker itself";
        var subject = comparison.Described is { } described && described != comparison.Role ? $"{described}, in place of {role}," : role;
        var isCertain = !comparison.Differences.Any(difference => difference.Kind == DifferenceKind.NotCompared);
        return (comparison.Suffices, isCertain) switch
        {
            (true, true) => $"{subject} has all that the rules need.",
            (true, false) => $"{subject} has all that the rules need, as far as that was compared.",
            _ => $"{subject} does not suffice for the rules.",
        };
    }

    private static void Write(StringBuilder text, NativeRole native)
    {
        var signs = (string[])
        [
            .. native.Services.Select(service => $"{service} may assume it"),
            .. native.Actions.IsEmpty ? [] : (string[])[$"it may {string.Join(", ", native.Actions.Select(action => action.Name))}"],
        ];
        text.Append("\nThis is a role for S3's own replication: ").AppendJoin(", and ", signs).Append(".\n")
            .Append("Nothing of that lets a worker assume the role, or authorises its CopyObject. ").Append(NativeAdvice.Text).Append('\n');

        if (native.Actions.IsEmpty)
        {
            return;
        }

        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var table = new Table().Border(TableBorder.Simple).AddColumn("Action of S3's own replication: authorises no CopyObject").AddColumn("What these rules need in its place");

        foreach (var action in native.Actions)
        {
            table.AddRow(new Text(action.Name), new Text(action.Instead.IsEmpty ? "nothing" : string.Join(", ", action.Instead)));
        }

        Terminal.Create(writer).Write(table);
        text.Append(writer);
    }

    private static void Write(StringBuilder text, RoleDifference difference, TerminalText terminal)
    {
        text.Append(KindOf(difference, terminal)).Append("  ").Append(TerminalText.Visible(difference.Statement)).Append('\n');
        Append(text, difference.Actions);
        Append(text, difference.Resources, difference.IsTrust ? "by " : "on ");
        text.Append("  ").Append(TerminalText.Visible(difference.Found)).Append('\n')
            .Append("  ").Append(terminal.Dim(TerminalText.Visible(difference.Mend))).Append('\n');
    }

    private static void Append(StringBuilder text, ImmutableArray<string> values, string first = "")
    {
        if (!values.IsEmpty)
        {
            text.Append("  ").Append(first).AppendJoin(", ", values.Select(TerminalText.Visible)).Append('\n');
        }
    }

    private static string KindOf(RoleDifference difference, TerminalText terminal)
    {
        var name = difference.Kind switch
        {
            DifferenceKind.Missing => "missing",
            DifferenceKind.Conditional => "conditional",
            DifferenceKind.Denied => "denied",
            DifferenceKind.NotCompared => "not compared",
            _ => "surplus",
        };
        return difference.Stops ? terminal.Red(name) : terminal.Yellow(name);
    }

    private static void Write(StringBuilder text, string title, PolicyDocument policy, TerminalText terminal)
    {
        if (!policy.Statements.IsEmpty)
        {
            text.Append('\n').Append(terminal.Bold(title)).Append('\n').Append(PolicyText.Write(policy.ToJson())).Append('\n');
        }
    }

    private static string CountsOf(ImmutableArray<RoleDifference> differences)
    {
        var counts = differences.CountBy(difference => difference.Kind).ToDictionary();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Count(DifferenceKind.Missing)} missing, {Count(DifferenceKind.Conditional)} under a condition, {Count(DifferenceKind.Denied)} denied, {Count(DifferenceKind.NotCompared)} not compared, {Count(DifferenceKind.Surplus)} surplus.");

        int Count(DifferenceKind kind) => counts.GetValueOrDefault(kind);
    }
}
