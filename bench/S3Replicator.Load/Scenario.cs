namespace S3Replicator.Load;

/// <summary>A kind of request that is measured.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Create">Makes one request for a key.</param>
internal sealed record Scenario(string Name, Func<Uri, string, byte[]> Create)
{
    private const int KeysPerConnection = 16;
    private static readonly byte[] Body = new byte[1024];

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("PutObject", (endpoint, key) => SignedRequest.Create(endpoint, "PUT", "/load/" + key, Body)),
        new("GetObject", (endpoint, key) => SignedRequest.Create(endpoint, "GET", "/load/" + key, [])),
        new("CopyObject", (endpoint, key) => SignedRequest.Create(endpoint, "PUT", "/load/copy-" + key, [], ("x-amz-copy-source", "/load/" + key))),
    ];

    /// <summary>For each connection its requests.</summary>
    public IReadOnlyList<byte[][]> For(Uri endpoint, int connections) =>
    [
        .. Enumerable.Range(0, connections).Select(connection =>
            Enumerable.Range(0, KeysPerConnection).Select(key => Create(endpoint, $"{connection:d4}/{key:d4}")).ToArray()),
    ];
}
