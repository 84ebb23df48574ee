namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>All versions of one key. <see cref="Current"/> may be read at any time; the rest only under <see cref="Gate"/>.</summary>
internal sealed class KeyEntry(string key)
{
    private volatile ObjectVersion? _current;
    private List<ObjectVersion>? _older;

    public string Key { get; } = key;

    public Lock Gate { get; } = new();

    /// <summary>The newest version, which may be a delete marker.</summary>
    public ObjectVersion? Current => _current;

    public bool IsEmpty => _current is null;

    public bool IsIndexed { get; set; }

    /// <summary>True once the entry is out of its bucket: whoever waited for the gate must look again.</summary>
    public bool IsRetired { get; set; }

    public ObjectVersion? Find(string versionId)
    {
        if (_current is { } current && string.Equals(current.VersionId, versionId, StringComparison.Ordinal))
        {
            return current;
        }

        return IndexOfOlder(versionId) is var at and >= 0 ? _older![at] : null;
    }

    /// <summary>Makes a version the current one; a null version takes the place of the null version before it.</summary>
    public void Put(ObjectVersion version)
    {
        if (version.IsNullVersion)
        {
            Remove(ObjectVersion.NullVersionId);
        }

        if (_current is { } previous)
        {
            (_older ??= []).Add(previous);
        }

        _current = version;
    }

    public ObjectVersion? Remove(string versionId)
    {
        if (_current is { } current && string.Equals(current.VersionId, versionId, StringComparison.Ordinal))
        {
            _current = _older is { Count: > 0 } older ? older[^1] : null;
            _older?.RemoveRange(Math.Max(0, _older.Count - 1), Math.Min(1, _older.Count));
            return current;
        }

        if (IndexOfOlder(versionId) is var at and >= 0)
        {
            var removed = _older![at];
            _older.RemoveAt(at);
            return removed;
        }

        return null;
    }

    /// <summary>Changes what may change in a version: tags, access, locks, restoration.</summary>
    public void Replace(ObjectVersion version)
    {
        if (_current is { } current && string.Equals(current.VersionId, version.VersionId, StringComparison.Ordinal))
        {
            _current = version;
        }
        else
        {
            _older![IndexOfOlder(version.VersionId)] = version;
        }
    }

    public ObjectVersion[] NewestFirst()
    {
        lock (Gate)
        {
            if (_current is not { } current)
            {
                return [];
            }

            if (_older is not { Count: > 0 } older)
            {
                return [current];
            }

            var versions = new ObjectVersion[older.Count + 1];
            versions[0] = current;
            for (var i = 0; i < older.Count; i++)
            {
                versions[i + 1] = older[older.Count - 1 - i];
            }

            return versions;
        }
    }

    private int IndexOfOlder(string versionId) =>
        _older?.FindLastIndex(version => string.Equals(version.VersionId, versionId, StringComparison.Ordinal)) ?? -1;
}
