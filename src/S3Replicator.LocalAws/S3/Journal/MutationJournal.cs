using System.Buffers;
using System.Text.Json;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Journal;

/// <summary>Writes every change down before its request is answered.</summary>
internal sealed class MutationJournal(JournalFile file, BlobFolder blobs) : IMutationLog, IDisposable
{
    public void BucketCreated(Bucket bucket) => Write(JournalRecord.BucketCreated, bucket, json =>
    {
        json.WriteString("region"u8, bucket.Region);
        json.WriteString("owner"u8, bucket.OwnerAccount);
        json.WriteNumber("created"u8, bucket.Created.UtcTicks);
    });

    public void BucketDeleted(Bucket bucket) => Write(JournalRecord.BucketDeleted, bucket, static _ => { });

    public void SettingsChanged(Bucket bucket) =>
        Write(JournalRecord.SettingsChanged, bucket, json => SettingsRecord.Write(json, bucket.Settings));

    public void VersionPut(Bucket bucket, ObjectVersion version) => WriteVersion(JournalRecord.VersionPut, bucket, version);

    public void VersionReplaced(Bucket bucket, ObjectVersion version) => WriteVersion(JournalRecord.VersionReplaced, bucket, version);

    public void VersionRemoved(Bucket bucket, string key, string versionId) => Write(JournalRecord.VersionRemoved, bucket, json =>
    {
        json.WriteString("key"u8, key);
        json.WriteString("versionId"u8, versionId);
    });

    public void UploadCreated(Bucket bucket, MultipartUpload upload) => Write(JournalRecord.UploadCreated, bucket, json =>
    {
        json.WriteString("upload"u8, upload.Id);
        json.WriteString("algorithm"u8, upload.Algorithm is { } algorithm ? Checksums.ChecksumAlgorithms.Name(algorithm) : null);
        json.WriteBoolean("composite"u8, upload.IsComposite);
        json.WriteNumber("initiated"u8, upload.Initiated.UtcTicks);
        json.WritePropertyName("version"u8);
        VersionRecord.Write(json, upload.Template, blobs);
    });

    public void PartPut(Bucket bucket, MultipartUpload upload, UploadedPart part) => Write(JournalRecord.PartPut, bucket, json =>
    {
        json.WriteString("upload"u8, upload.Id);
        json.WritePropertyName("part"u8);
        VersionRecord.Write(json, part, blobs);
    });

    public void UploadRemoved(Bucket bucket, MultipartUpload upload) =>
        Write(JournalRecord.UploadRemoved, bucket, json => json.WriteString("upload"u8, upload.Id));

    public void Dispose() => file.Dispose();

    private void WriteVersion(string kind, Bucket bucket, ObjectVersion version) => Write(kind, bucket, json =>
    {
        json.WritePropertyName("version"u8);
        VersionRecord.Write(json, version, blobs);
    });

    private void Write(string kind, Bucket bucket, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);

        // The writer's target is memory: there is nothing to wait for.
#pragma warning disable MA0045
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
#pragma warning restore MA0045
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, kind);
            json.WriteString("bucket"u8, bucket.Name);
            write(json);
            json.WriteEndObject();
        }

        file.Write(buffer.WrittenSpan);
    }
}
