namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>A key that nobody else may change until this is disposed; what is done within is one step to everyone else.</summary>
internal readonly ref struct HeldKey(Bucket bucket, KeyEntry entry)
{
    public ObjectVersion? Current => entry.Current;

    public ObjectVersion? Find(string versionId) => entry.Find(versionId);

    public void Put(ObjectVersion version)
    {
        entry.Put(version);
        bucket.Log.VersionPut(bucket, version);
    }

    public ObjectVersion? Remove(string versionId)
    {
        var removed = entry.Remove(versionId);
        if (removed is not null)
        {
            bucket.Log.VersionRemoved(bucket, entry.Key, versionId);
        }

        return removed;
    }

    public void Replace(ObjectVersion version)
    {
        entry.Replace(version);
        bucket.Log.VersionReplaced(bucket, version);
    }

    public void Dispose() => bucket.Release(entry);
}
