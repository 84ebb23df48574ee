namespace S3Replicator.Tests.Local;

/// <summary>One local AWS for all tests of a class, and a folder for the files of its clients.</summary>
public sealed class LocalWithClient : IAsyncLifetime
{
    private LocalProgram _local = null!;

    public string Endpoint => _local.Endpoint;

    public string Folder { get; } = Directory.CreateTempSubdirectory("s3replicator-clients-").FullName;

    public async ValueTask InitializeAsync() => _local = await LocalProgram.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _local.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
