using System.Collections.Concurrent;
using S3Replicator.LocalAws.Http;

namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>A bucket: its settings, its keys and its multipart uploads.</summary>
internal sealed class Bucket(string name, string region, string ownerAccount, DateTimeOffset created, IMutationLog log)
{
    private readonly ConcurrentDictionary<string, KeyEntry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _settingsGate = new();
    private volatile BucketSettings _settings = BucketSettings.Default;
    private volatile bool _isClosed;

    public string Name { get; } = name;

    public string Region { get; } = region;

    public string OwnerAccount { get; } = ownerAccount;

    public DateTimeOffset Created { get; } = created;

    public SortedKeys Keys { get; } = new();

    public ConcurrentDictionary<string, MultipartUpload> Uploads { get; } = new(StringComparer.Ordinal);

    public BucketSettings Settings => _settings;

    public IMutationLog Log { get; } = log;

    public ObjectVersion? Current(string key) => _entries.TryGetValue(key, out var entry) ? entry.Current : null;

    public ObjectVersion? Find(string key, string versionId)
    {
        if (!_entries.TryGetValue(key, out var entry))
        {
            return null;
        }

        lock (entry.Gate)
        {
            return entry.Find(versionId);
        }
    }

    /// <summary>Every version of every key, the older ones of a key first.</summary>
    public IEnumerable<ObjectVersion> AllVersions()
    {
        foreach (var entry in _entries.Values)
        {
            var versions = entry.NewestFirst();
            for (var i = versions.Length - 1; i >= 0; i--)
            {
                yield return versions[i];
            }
        }
    }

    /// <summary>Holds a key against all other writers until disposed.</summary>
    public HeldKey Hold(string key) =>
        TryHold(key, out var held) ? held : throw new AwsErrorException(S3Errors.NoSuchBucket(Name));

    /// <summary>Holds a key against all other writers until disposed; false where the bucket has been deleted.</summary>
    public bool TryHold(string key, out HeldKey held)
    {
        while (true)
        {
            var entry = _entries.GetOrAdd(key, static key => new KeyEntry(key));
            entry.Gate.Enter();
            if (_isClosed)
            {
                Release(entry);
                held = default;
                return false;
            }

            if (!entry.IsRetired)
            {
                held = new HeldKey(this, entry);
                return true;
            }

            entry.Gate.Exit();
        }
    }

    /// <summary>Ends a hold: an entry that came to life is listed, one that lost its last version is forgotten.</summary>
    public void Release(KeyEntry entry)
    {
        if (!entry.IsEmpty && !entry.IsIndexed)
        {
            Keys.Add(entry);
            entry.IsIndexed = true;
        }
        else if (entry.IsEmpty && !entry.IsRetired)
        {
            if (entry.IsIndexed)
            {
                Keys.Remove(entry);
            }

            entry.IsRetired = true;
            _entries.TryRemove(new KeyValuePair<string, KeyEntry>(entry.Key, entry));
        }

        entry.Gate.Exit();
    }

    public void Change(Func<BucketSettings, BucketSettings> change)
    {
        lock (_settingsGate)
        {
            _settings = change(_settings);
            Log.SettingsChanged(this);
        }
    }

    /// <summary>Closes the bucket for good if nothing is in it.</summary>
    public bool TryClose()
    {
        _isClosed = true;
        if (_entries.IsEmpty)
        {
            return true;
        }

        _isClosed = false;
        return false;
    }
}
