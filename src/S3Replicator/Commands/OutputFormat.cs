using System.CommandLine;

namespace S3Replicator.Commands;

/// <summary>The <c>--output</c> option, the same on every verb that prints a result.</summary>
internal static class OutputFormat
{
    public const string Text = "text";

    public const string Json = "json";

    public static Option<string> CreateOption()
    {
        var option = new Option<string>("--output")
        {
            Description = "How the result is printed: text or json.",
            DefaultValueFactory = _ => Text,
        };
        option.AcceptOnlyFromAmong(Text, Json);
        return option;
    }

    public static bool IsJson(ParseResult parsed, Option<string> option) =>
        string.Equals(parsed.GetValue(option), Json, StringComparison.Ordinal);
}
