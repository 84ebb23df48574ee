using System.Globalization;

namespace S3Replicator.LocalAws.Http;

/// <summary>The Date header by the given clock, made once a second.</summary>
internal sealed class DateHeader(TimeProvider clock)
{
    private volatile Stamp _current = new(long.MinValue, "");

    public string Value
    {
        get
        {
            var now = clock.GetUtcNow();
            var second = now.ToUnixTimeSeconds();
            var current = _current;
            if (current.Second != second)
            {
                _current = current = new Stamp(second, now.ToString("r", CultureInfo.InvariantCulture));
            }

            return current.Text;
        }
    }

    private sealed record Stamp(long Second, string Text);
}
