using System.Text;

namespace S3Replicator.TestSupport;

/// <summary>Everything that came out of a stream so far, read as it comes so that the writer never blocks.</summary>
internal sealed class CapturedText
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();

    private CapturedText(TextReader reader)
    {
        Completion = Task.Run(() => ReadAsync(reader));
    }

    /// <summary>Ends with the stream.</summary>
    public Task Completion { get; }

    public string Text
    {
        get
        {
            lock (_gate)
            {
                return _text.ToString();
            }
        }
    }

    /// <summary>The lines that have come whole, and the rest once the stream has ended.</summary>
    public IEnumerable<string> Lines
    {
        get
        {
            var isComplete = Completion.IsCompleted;
            var lines = Text.Split('\n');
            var hasRest = isComplete && lines[^1].Length > 0;
            return (hasRest ? lines : lines.SkipLast(1)).Select(line => line.TrimEnd('\r'));
        }
    }

    public static CapturedText Of(TextReader reader) => new(reader);

    private async Task ReadAsync(TextReader reader)
    {
        var buffer = new char[4096];
        int count;
        while ((count = await reader.ReadAsync(buffer.AsMemory())) > 0)
        {
            lock (_gate)
            {
                _text.Append(buffer, 0, count);
            }
        }
    }
}
