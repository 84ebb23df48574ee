namespace S3Replicator.Core.Tracking;

/// <summary>Is told of each operation that has ended, well or not.</summary>
public interface IOperationObserver
{
    /// <summary>An operation has ended and will not be tried again by itself; called on the operation's own path, so it must be quick.</summary>
#pragma warning disable CA1716 // The word is reserved in a language that this program is not written in.
    void Ended(EndedOperation end);
#pragma warning restore CA1716
}
