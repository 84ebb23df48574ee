namespace S3Replicator.LocalAws.Tests;

/// <summary>A seed file for the length of a test.</summary>
internal sealed class SeedText : IDisposable
{
    public SeedText(string text) => File.WriteAllText(Path, text);

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(Path);
}
