namespace S3Replicator.Core.Events;

/// <summary>Compares the order strings of events of one key (S3 User Guide, event message structure).</summary>
public static class Sequencer
{
    /// <summary>Compares as hexadecimal numbers, which is what padding the shorter one on the left with zeros comes to.</summary>
    public static SequencerOrder Compare(string? first, string? second)
    {
        if (!IsValid(first) || !IsValid(second))
        {
            return SequencerOrder.Unknown;
        }

        var one = first.AsSpan().TrimStart('0');
        var two = second.AsSpan().TrimStart('0');
        var order = one.Length != two.Length ? one.Length - two.Length : one.CompareTo(two, StringComparison.OrdinalIgnoreCase);
        return order < 0 ? SequencerOrder.Earlier : order > 0 ? SequencerOrder.Later : SequencerOrder.Same;
    }

    /// <summary>Whether the text is a sequencer: hexadecimal digits, at least one.</summary>
    public static bool IsValid([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? sequencer)
    {
        if (string.IsNullOrEmpty(sequencer))
        {
            return false;
        }

        foreach (var digit in sequencer)
        {
            if (!char.IsAsciiHexDigit(digit))
            {
                return false;
            }
        }

        return true;
    }
}
