using Spectre.Console;

namespace S3Replicator.Commands;

/// <summary>The places that text goes to: as wide as the terminal, or wide enough for a table in a file or pipe.</summary>
internal static class Terminal
{
    private const int WidthElsewhere = 140;

    /// <summary>Writes to the writer, whose text goes to standard output in the end, or to the place that is given.</summary>
    public static IAnsiConsole Create(TextWriter writer, TerminalText? place = null)
    {
        var hasColour = (place ?? TerminalText.ForStandardOutput()).HasColour;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = hasColour ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = hasColour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });

        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = WidthElsewhere;
        }

        return console;
    }
}
