namespace S3Replicator.Core.Rules.Documents;

internal sealed record NodePosition(string Pointer, int? Line, int? Column = null)
{
    public static NodePosition Whole { get; } = new(string.Empty, Line: null);

    // RFC 6901: `~` and `/` inside a name are written `~0` and `~1`.
    public static string Child(string pointer, string name) =>
        $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    public static string Child(string pointer, int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{pointer}/{index}");
}
