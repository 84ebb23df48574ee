using System.Text;
using S3Replicator.Core.Rules.Sources;

namespace S3Replicator.Core.Tests.Rules.Sources;

internal sealed class FakeRemoteDocuments : IRemoteDocuments
{
    public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    public Task<RemoteDocument> ReadAsync(Uri location, CancellationToken cancellationToken) => Task.FromResult(Answer(location.OriginalString, "NoSuchKey"));

    public Task<RemoteDocument> GetReplicationConfigurationAsync(string bucket, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(bucket, "ReplicationConfigurationNotFoundError"));

    private RemoteDocument Answer(string name, string code) =>
        Texts.TryGetValue(name, out var text) ? RemoteDocument.Read(Encoding.UTF8.GetBytes(text)) : RemoteDocument.Failed(code, "There is none.");
}
