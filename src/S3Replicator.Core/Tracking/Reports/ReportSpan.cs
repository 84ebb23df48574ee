using System.Runtime.InteropServices;

namespace S3Replicator.Core.Tracking.Reports;

/// <summary>The time that a report is about, and its slices.</summary>
/// <param name="Since">The start.</param>
/// <param name="Until">The end, which does not belong to it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ReportSpan(DateTimeOffset Since, DateTimeOffset Until)
{
    private const int MostSlices = 60;

    private static readonly TimeSpan[] Lengths =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6),
        TimeSpan.FromHours(12), TimeSpan.FromDays(1), TimeSpan.FromDays(2), TimeSpan.FromDays(7), TimeSpan.FromDays(30),
    ];

    /// <summary>How long a slice is: the shortest round time of which sixty reach over the whole.</summary>
    public TimeSpan SliceLength
    {
        get
        {
            var least = (Until - Since) / MostSlices;
            return Lengths.FirstOrDefault(length => length >= least) is { Ticks: > 0 } round ? round : least;
        }
    }

    /// <summary>How many slices there are.</summary>
    public int Slices => Math.Max(1, (int)Math.Ceiling((Until - Since) / SliceLength));

    /// <summary>Whether a time belongs to the span.</summary>
    public bool Contains(DateTimeOffset time) => time >= Since && time < Until;

    /// <summary>The slice of a time in the span.</summary>
    public int IndexOf(DateTimeOffset time) => Math.Clamp((int)((time - Since) / SliceLength), 0, Slices - 1);

    /// <summary>When a slice begins.</summary>
    public DateTimeOffset StartOf(int slice) => Since + slice * SliceLength;
}
