using System.Buffers;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Listing;

/// <summary>Walks a bucket's keys in order, in short steps, folding what lies beyond a delimiter.</summary>
internal static class ListingScan
{
    private const int StepSize = 256;

    /// <summary>What to do after a key.</summary>
    internal enum Step
    {
        Continue,
        SkipPrefix,
        Stop,
    }

    /// <param name="keys">The bucket's keys.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="prefix">What every key must start with.</param>
    /// <param name="delimiter">Ends a common prefix; empty for none.</param>
    /// <param name="visit">Gets each entry, with its common prefix or null; after SkipPrefix no more keys of that common prefix come.</param>
    public static void Run(SortedKeys keys, KeyPosition from, string prefix, string delimiter, Func<KeyEntry, string?, Step> visit)
    {
        if (!from.IsBehind(prefix))
        {
            from = KeyPosition.At(prefix);
        }

        var buffer = ArrayPool<KeyEntry>.Shared.Rent(StepSize);
        try
        {
            while (true)
            {
                var count = keys.Read(from, buffer);
                if (count == 0 || !VisitStep(buffer.AsSpan(0, count), prefix, delimiter, visit, ref from))
                {
                    return;
                }
            }
        }
        finally
        {
            ArrayPool<KeyEntry>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static bool VisitStep(
        ReadOnlySpan<KeyEntry> entries, string prefix, string delimiter, Func<KeyEntry, string?, Step> visit, ref KeyPosition from)
    {
        foreach (var entry in entries)
        {
            if (!entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            {
                return false;
            }

            var common = CommonPrefix(entry.Key, prefix, delimiter);
            switch (visit(entry, common))
            {
                case Step.Stop:
                    return false;
                case Step.SkipPrefix:
                    from = KeyPosition.AfterPrefix(common!);
                    return true;
                case Step.Continue:
                default:
                    from = KeyPosition.After(entry.Key);
                    break;
            }
        }

        return true;
    }

    private static string? CommonPrefix(string key, string prefix, string delimiter)
    {
        if (delimiter.Length == 0)
        {
            return null;
        }

        var at = key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return at < 0 ? null : key[..(at + delimiter.Length)];
    }
}
