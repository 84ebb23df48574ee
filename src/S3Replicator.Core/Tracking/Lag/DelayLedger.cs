using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace S3Replicator.Core.Tracking.Lag;

/// <summary>Where the time of one operation went, as far as this worker knows.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct DelayLedger
{
    private const int Causes = (int)DelayCause.Copy + 1;

    private Ticks _spent;

    public void Add(DelayCause cause, TimeSpan time) => _spent[(int)cause] += Math.Max(0, time.Ticks);

    /// <summary>What took the most time.</summary>
    public readonly DelayCause Main
    {
        get
        {
            var main = DelayCause.Unknown;

            for (var cause = DelayCause.Backlog; (int)cause < Causes; cause++)
            {
                main = _spent[(int)cause] > _spent[(int)main] ? cause : main;
            }

            return main;
        }
    }

    [InlineArray(Causes)]
    private struct Ticks
    {
#pragma warning disable IDE0044, IDE0051, S1144 // The compiler lays the array out from it.
        private long _first;
#pragma warning restore IDE0044, IDE0051, S1144
    }
}
