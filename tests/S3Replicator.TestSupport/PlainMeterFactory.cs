using System.Diagnostics.Metrics;

namespace S3Replicator.TestSupport;

/// <summary>Makes meters that nothing listens to unless a test does.</summary>
public sealed class PlainMeterFactory : IMeterFactory
{
    private readonly List<Meter> _meters = [];

    /// <inheritdoc />
    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    /// <summary>Whether the meter was made here.</summary>
    public bool Owns(Meter meter) => _meters.Contains(meter);

    /// <inheritdoc />
    public void Dispose() => _meters.ForEach(meter => meter.Dispose());
}
