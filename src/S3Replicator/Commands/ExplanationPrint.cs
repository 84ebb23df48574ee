using System.Text;
using S3Replicator.Core.Planning.Explaining;

namespace S3Replicator.Commands;

/// <summary>Explanations for people, with colour where the place has it.</summary>
internal static class ExplanationPrint
{
    public static string Write(IReadOnlyList<ExplainedRecord> records, TerminalText terminal)
    {
        if (records.Count == 0)
        {
            return "There are no records in it.\n";
        }

        var builder = new StringBuilder();
        foreach (var line in ExplanationText.Write(records))
        {
            foreach (var piece in line)
            {
                var text = TerminalText.Visible(piece.Text);
                builder.Append(piece.Tone switch
                {
                    Tone.Strong => terminal.Bold(text),
                    Tone.Good => terminal.Green(text),
                    Tone.Quiet => terminal.Dim(text),
                    Tone.Bad => terminal.Red(text),
                    Tone.Notice => terminal.Yellow(text),
                    _ => text,
                });
            }

            builder.Append('\n');
        }

        return builder.ToString();
    }
}
