using System.Text.Json;
using S3Replicator.LocalAws.S3.Checksums;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Journal;

/// <summary>
/// A folder that keeps all buckets: a journal of changes, and the larger contents beside it. At every start the journal is
/// replayed, written again without what has been overtaken, and swapped in whole.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string JournalName = "journal";
    private const string NextName = "journal.next";

    private readonly string _path;
    private readonly BlobFolder _blobs;
    private readonly FileStream _lock;
    private MutationJournal? _journal;

    /// <exception cref="DataFolderException">The folder cannot be made, or another process has it.</exception>
    public DataFolder(string path)
    {
        _path = path;
        _lock = Lock(path);
        _blobs = new BlobFolder(Path.Combine(path, "content"));
    }

    /// <summary>The file of what is kept besides buckets.</summary>
    public string AccountPath => Path.Combine(_path, "account.json");

    /// <summary>The store as it was when the last process ended; from here on its changes are written down.</summary>
    public S3Store Open(SwitchableLog log)
    {
        var store = new S3Store(log);
        foreach (var record in JournalFile.Read(Path.Combine(_path, JournalName)))
        {
            using var json = JsonDocument.Parse(record);
            Replay(store, log, json.RootElement);
        }

        var next = Path.Combine(_path, NextName);
        File.Delete(next);

        // The journal owns its file.
#pragma warning disable CA2000
        _journal = new MutationJournal(JournalFile.Append(next), _blobs);
#pragma warning restore CA2000
        Rewrite(store, _journal);
        File.Move(next, Path.Combine(_path, JournalName), overwrite: true);
        _blobs.DeleteUnused();
        log.Target = _journal;
        return store;
    }

    public void Dispose()
    {
        _journal?.Dispose();
        _lock.Dispose();
    }

    private static FileStream Lock(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            return new FileStream(Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"The data folder {path} cannot be used: {exception.Message}", exception);
        }
    }

    private void Replay(S3Store store, IMutationLog log, JsonElement json)
    {
        var name = VersionRecord.Text(json, "bucket");
        var kind = VersionRecord.Text(json, "kind");
        if (kind is JournalRecord.BucketCreated)
        {
            store.TryCreate(
                new Bucket(name, VersionRecord.Text(json, "region"), VersionRecord.Text(json, "owner"), VersionRecord.Time(json, "created"), log), out _);
            return;
        }

        if (store.Find(name) is not { } bucket)
        {
            return;
        }

        switch (kind)
        {
            case JournalRecord.BucketDeleted:
                store.Delete(bucket);
                break;
            case JournalRecord.SettingsChanged:
                bucket.Change(_ => SettingsRecord.Read(json));
                break;
            case JournalRecord.UploadCreated or JournalRecord.PartPut or JournalRecord.UploadRemoved:
                ReplayUpload(bucket, kind, json);
                break;
            default:
                ReplayVersion(bucket, kind, json);
                break;
        }
    }

    private void ReplayVersion(Bucket bucket, string kind, JsonElement json)
    {
        if (kind is JournalRecord.VersionRemoved)
        {
            using var emptied = bucket.Hold(VersionRecord.Text(json, "key"));
            emptied.Remove(VersionRecord.Text(json, "versionId"));
            return;
        }

        var version = VersionRecord.Read(json.GetProperty("version"), _blobs);
        using var held = bucket.Hold(version.Key);
        if (kind is JournalRecord.VersionPut)
        {
            held.Put(version);
        }
        else if (held.Find(version.VersionId) is not null)
        {
            held.Replace(version);
        }
    }

    private void ReplayUpload(Bucket bucket, string kind, JsonElement json)
    {
        var id = VersionRecord.Text(json, "upload");
        if (kind is JournalRecord.UploadCreated)
        {
            bucket.Uploads[id] = new MultipartUpload(
                id,
                VersionRecord.Read(json.GetProperty("version"), _blobs),
                ChecksumAlgorithms.Parse(json.GetProperty("algorithm").GetString()),
                json.GetProperty("composite").GetBoolean(),
                VersionRecord.Time(json, "initiated"));
        }
        else if (kind is JournalRecord.UploadRemoved)
        {
            bucket.Uploads.TryRemove(id, out _);
        }
        else if (bucket.Uploads.TryGetValue(id, out var upload))
        {
            upload.Put(VersionRecord.ReadUploaded(json.GetProperty("part"), _blobs));
        }
    }

    private static void Rewrite(S3Store store, MutationJournal journal)
    {
        foreach (var bucket in store.All)
        {
            journal.BucketCreated(bucket);
            journal.SettingsChanged(bucket);
            foreach (var version in bucket.AllVersions())
            {
                journal.VersionPut(bucket, version);
            }

            foreach (var upload in bucket.Uploads.Values)
            {
                journal.UploadCreated(bucket, upload);
                foreach (var part in upload.Parts())
                {
                    journal.PartPut(bucket, upload, part);
                }
            }
        }
    }
}
