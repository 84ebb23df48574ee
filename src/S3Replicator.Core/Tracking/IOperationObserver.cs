namespace S3Replicator.Core.Tracking;

/// <summary>Is told of each operation that has ended, well or not.</summary>
public interface IOperationObserver
{
    /// <summary>An operation has ended and will not be tried again by itself; called on the operation's own path, so it must be quick.</summary>
    void Ended(EndedOperation end);
}
