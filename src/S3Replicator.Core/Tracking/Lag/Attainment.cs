using System.Runtime.InteropServices;

namespace S3Replicator.Core.Tracking.Lag;

/// <summary>How far an objective is met.</summary>
/// <param name="Within">Operations within their threshold.</param>
/// <param name="Missed">Operations that were not, those that are overdue now included.</param>
/// <param name="Objective">The share that is to be within, from 0 to 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Attainment(long Within, long Missed, double Objective)
{
    /// <summary>The share within the threshold, from 0 to 1; 1 where there was nothing to do.</summary>
    public double Share => Within + Missed == 0 ? 1 : (double)Within / (Within + Missed);

    /// <summary>How much of the misses that the objective allows is left, from 1 down; below 0 once it is overdrawn.</summary>
    public double BudgetLeft
    {
        get
        {
            var allowed = (1 - Objective) * (Within + Missed);
            return Missed == 0 ? 1 : allowed <= 0 ? -Missed : 1 - Missed / allowed;
        }
    }
}
