using System.Globalization;
using System.Runtime.InteropServices;

namespace S3Replicator.Core.Tracking.Receipts;

/// <summary>The hour that receipts are kept under: a partition, as query engines call it.</summary>
/// <param name="Start">The start of the hour, UTC.</param>
[StructLayout(LayoutKind.Auto)]
#pragma warning disable MA0097 // Hours are sorted, never compared by hand.
internal readonly record struct ReceiptHour(DateTimeOffset Start) : IComparable<ReceiptHour>
#pragma warning restore MA0097
{
    public const string Root = "receipts/";

    private const string Extension = ".jsonl";
    private const string Form = "'receipts/dt='yyyy-MM-dd'/hour='HH'/'";

    /// <summary>What the names of its segments begin with.</summary>
    public string Prefix => Start.ToString(Form, CultureInfo.InvariantCulture);

    public static ReceiptHour Of(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        return new(new DateTimeOffset(utc.Year, utc.Month, utc.Day, utc.Hour, 0, 0, TimeSpan.Zero));
    }

    public static string PrefixOfDay(DateOnly day) => day.ToString("'receipts/dt='yyyy-MM-dd'/'", CultureInfo.InvariantCulture);

    /// <summary>The hour of a segment, or null where the name is not one of a segment.</summary>
    public static ReceiptHour? OfName(string name)
    {
        var end = name.LastIndexOf('/') + 1;
        return name.EndsWith(Extension, StringComparison.Ordinal)
            && DateTimeOffset.TryParseExact(name.AsSpan(0, end), Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)
                ? new(start)
                : null;
    }

    public string NameOf(string worker, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{PrefixOf(worker)}{number:D6}{Extension}");

    public string PrefixOf(string worker) => $"{Prefix}{State.StateNames.Segment(worker)}-";

    /// <summary>The number in a name made by <see cref="NameOf"/>; 0 in others.</summary>
    public int NumberOf(string worker, string name)
    {
        var prefix = PrefixOf(worker).Length;
        var end = name.Length - Extension.Length;
        return end > prefix && int.TryParse(name.AsSpan(prefix, end - prefix), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    public int CompareTo(ReceiptHour other) => Start.CompareTo(other.Start);
}
