using System.Runtime.InteropServices;

namespace S3Replicator.Hosting;

/// <summary>Turns SIGTERM and SIGINT into a token, and remembers which of them came.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

#pragma warning disable CA2000 // Disposed together with the signals.
    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
    ];
#pragma warning restore CA2000

    public CancellationToken Token => _stop.Token;

    /// <summary>Whether the one at the keyboard asked for the stop.</summary>
    public bool IsInterrupted { get; private set; }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        IsInterrupted |= context.Signal == PosixSignal.SIGINT;
        _stop.CancelAfter(TimeSpan.Zero);
    }
}
