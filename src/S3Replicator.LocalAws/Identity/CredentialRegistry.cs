using System.Collections.Concurrent;

namespace S3Replicator.LocalAws.Identity;

/// <summary>The access keys that are known.</summary>
internal sealed class CredentialRegistry
{
    private readonly ConcurrentDictionary<string, Credential> _credentials = new(StringComparer.Ordinal);

    public Credential? Find(string accessKeyId) => _credentials.GetValueOrDefault(accessKeyId);

    public void Add(Credential credential) => _credentials[credential.AccessKeyId] = credential;
}
