namespace S3Replicator.Core.State;

/// <summary>State in a folder of this machine.</summary>
/// <param name="Path">The full path.</param>
public sealed record StateFolderUri(string Path) : StateUri
{
    /// <inheritdoc />
    public override string ToString() => Path;
}
