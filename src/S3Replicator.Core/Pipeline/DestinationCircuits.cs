using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Core.Pipeline;

/// <summary>Holds back operations for a destination that a wrong setting or permission makes useless, but for a probe now and then.</summary>
/// <remarks>It takes several such faults in a row: one prefix that a role may not write to does not close a bucket.</remarks>
public sealed partial class DestinationCircuits(
    RetryOptions options, ReplicatorMetrics metrics, TimeProvider timeProvider, ILogger<DestinationCircuits> logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Destination, Circuit> _circuits = [];
    private int _faulty;
    private int _open;

    /// <summary>Whether any circuit is open; as long as none is, nothing need be asked.</summary>
    internal bool AnyOpen => Volatile.Read(ref _open) > 0;

    /// <summary>The destinations that are held back now, and what was wrong when that began.</summary>
    public IReadOnlyList<(string Bucket, string? Role, string Fault)> Open
    {
        get
        {
            lock (_lock)
            {
                return [.. _circuits.Where(pair => pair.Value.IsOpen).Select(pair => (pair.Key.Bucket, pair.Key.Role, pair.Value.Fault))];
            }
        }
    }

    /// <summary>Whether the rule's operation is to wait; where the circuit is due for a probe, this operation is it.</summary>
    internal bool HoldsBack(BoundRule rule)
    {
        lock (_lock)
        {
            if (!_circuits.TryGetValue(Destination.Of(rule), out var circuit) || !circuit.IsOpen)
            {
                return false;
            }

            var now = timeProvider.GetUtcNow();

            if (now < circuit.ProbeAt)
            {
                return true;
            }

            circuit.ProbeAt = now + options.ConfigurationPause;
            return false;
        }
    }

    /// <summary>An operation of the rule took effect at the destination.</summary>
    internal void Succeeded(BoundRule rule)
    {
        if (Volatile.Read(ref _faulty) == 0)
        {
            return;
        }

        lock (_lock)
        {
            if (!_circuits.Remove(Destination.Of(rule), out var circuit))
            {
                return;
            }

            _faulty--;

            if (!circuit.IsOpen)
            {
                return;
            }

            _open--;
        }

        metrics.CircuitClosed(rule.Rule.Destination.Bucket);
        Log.Closed(logger, rule.Rule.Destination.Bucket, rule.Document.Role);
    }

    /// <summary>An operation of the rule failed; faults that only people can mend open the circuit in the end.</summary>
    internal void Failed(BoundRule rule, StoreError error)
    {
        if (error.Class != FailureClass.Configuration)
        {
            return;
        }

        lock (_lock)
        {
            ref var circuit = ref CollectionsMarshal.GetValueRefOrAddDefault(_circuits, Destination.Of(rule), out var exists);
            circuit ??= new();
            _faulty += exists ? 0 : 1;

            if (circuit.IsOpen || ++circuit.Faults < options.ConfigurationFaultsInARow)
            {
                return;
            }

            circuit.IsOpen = true;
            circuit.Fault = $"{error.Reason}: {error.Message}";
            circuit.ProbeAt = timeProvider.GetUtcNow() + options.ConfigurationPause;
            _open++;
        }

        metrics.CircuitOpened(rule.Rule.Destination.Bucket);
        Log.Opened(logger, rule.Rule.Destination.Bucket, rule.Document.Role, options.ConfigurationPause, error.Reason, error.Message);
    }

    private sealed record Destination(string? Role, string? ExternalId, string Bucket)
    {
        public static Destination Of(BoundRule rule) => new(rule.Document.Role, rule.Document.RoleOptions.ExternalId, rule.Rule.Destination.Bucket);
    }

    private sealed class Circuit
    {
        public int Faults { get; set; }

        public bool IsOpen { get; set; }

        public string Fault { get; set; } = string.Empty;

        public DateTimeOffset ProbeAt { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Operations into bucket {Bucket} with role {Role} are held back, but for one in {Pause}: {Reason}. {Message}")]
        public static partial void Opened(ILogger logger, string bucket, string? role, TimeSpan pause, string reason, string message);

        [LoggerMessage(2, LogLevel.Information, "Operations into bucket {Bucket} with role {Role} go on: one has taken effect.")]
        public static partial void Closed(ILogger logger, string bucket, string? role);
    }
}
