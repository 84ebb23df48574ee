using System.Runtime.InteropServices;

namespace S3Replicator.Telemetry.Emf;

/// <summary>A metric of one line: a number, or up to a hundred of them.</summary>
/// <param name="Name">Its name in CloudWatch.</param>
/// <param name="Unit">CloudWatch's unit.</param>
/// <param name="Value">The number.</param>
/// <param name="Values">Several samples, where there are some; they go over the number.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EmfMetric(string Name, string Unit, double Value, IReadOnlyList<double>? Values = null);
