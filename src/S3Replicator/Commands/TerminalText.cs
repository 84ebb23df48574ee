using System.Text;

namespace S3Replicator.Commands;

/// <summary>Colours text where a person looks at it: on a terminal that has colours, and not where NO_COLOR (no-color.org) is set.</summary>
internal sealed class TerminalText(bool hasColour)
{
    public static TerminalText ForStandardOutput() => new(IsColoured(Console.IsOutputRedirected));

    public static TerminalText ForStandardError() => new(IsColoured(Console.IsErrorRedirected));

    /// <summary>Whether text is coloured at all.</summary>
    public bool HasColour { get; } = hasColour;

    public string Red(string text) => Coloured(text, "31");

    public string Yellow(string text) => Coloured(text, "33");

    public string Green(string text) => Coloured(text, "32");

    public string Dim(string text) => Coloured(text, "2");

    public string Bold(string text) => Coloured(text, "1");

    /// <summary>Makes control characters visible: a text out of a file must not steer the terminal.</summary>
    public static string Visible(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var builder = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            _ = char.IsControl(character) ? builder.Append(FormattableString.Invariant($"\\u{(int)character:X4}")) : builder.Append(character);
        }

        return builder.ToString();
    }

    private static bool IsColoured(bool isRedirected) =>
        !isRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not ("dumb" or null or "");

    private string Coloured(string text, string code) => HasColour ? $"\e[{code}m{text}\e[0m" : text;
}
