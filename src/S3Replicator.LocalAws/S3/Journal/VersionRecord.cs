using System.Text.Json;
using S3Replicator.LocalAws.S3.Archiving;
using S3Replicator.LocalAws.S3.Checksums;
using S3Replicator.LocalAws.S3.Locking;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Journal;

/// <summary>Versions and parts as records tell of them.</summary>
internal static class VersionRecord
{
    public static void Write(Utf8JsonWriter json, ObjectVersion version, BlobFolder blobs)
    {
        json.WriteStartObject();
        json.WriteString("key"u8, version.Key);
        json.WriteString("versionId"u8, version.VersionId);
        json.WriteNumber("modified"u8, version.LastModified.UtcTicks);
        if (version.IsDeleteMarker)
        {
            json.WriteBoolean("marker"u8, true);
            json.WriteEndObject();
            return;
        }

        json.WritePropertyName("content"u8);
        blobs.Write(json, version.Content);
        json.WriteString("etag"u8, version.ETag);
        json.WriteString("class"u8, version.StorageClass);
        json.WriteString("redirect"u8, version.RedirectLocation);
        AclRecord.Write(json, version.Acl);
        WriteLock(json, version.Lock);
        if (version.Restoration is { } restoration)
        {
            json.WriteNumber("restoredFrom"u8, restoration.CompletesAt.UtcTicks);
            json.WriteNumber("restoredUntil"u8, restoration.ExpiresAt.UtcTicks);
        }

        WritePairs(json, "headers", version.Headers.Entries);
        WritePairs(json, "tags", version.Tags.Tags.Select(tag => new KeyValuePair<string, string>(tag.Key, tag.Value)));
        WriteEncryption(json, version.Encryption);
        WriteChecksum(json, version.Checksum);
        json.WriteStartArray("parts"u8);
        foreach (var part in version.Parts)
        {
            json.WriteStartObject();
            json.WriteNumber("number"u8, part.Number);
            json.WriteNumber("size"u8, part.Size);
            json.WriteString("checksum"u8, part.Checksum);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static ObjectVersion Read(JsonElement json, BlobFolder blobs)
    {
        var version = new ObjectVersion
        {
            Key = Text(json, "key"),
            VersionId = Text(json, "versionId"),
            LastModified = Time(json, "modified"),
            IsDeleteMarker = json.TryGetProperty("marker", out _),
        };
        if (version.IsDeleteMarker)
        {
            return version;
        }

        return version with
        {
            Content = blobs.Read(json.GetProperty("content")),
            ETag = Text(json, "etag"),
            StorageClass = Text(json, "class"),
            RedirectLocation = json.GetProperty("redirect").GetString(),
            Acl = AclRecord.Read(json),
            Lock = ReadLock(json),
            Restoration = json.TryGetProperty("restoredFrom", out _) ? new Restoration(Time(json, "restoredFrom"), Time(json, "restoredUntil")) : null,
            Headers = ObjectHeaders.Of(ReadPairs(json, "headers")),
            Tags = ObjectTagging.Of([.. ReadPairs(json, "tags").Select(pair => new ObjectTag(pair.Key, pair.Value))]),
            Encryption = ReadEncryption(json.GetProperty("encryption")),
            Checksum = ReadChecksum(json),
            Parts = [.. json.GetProperty("parts").EnumerateArray().Select(ReadPart)],
        };
    }

    public static void Write(Utf8JsonWriter json, UploadedPart part, BlobFolder blobs)
    {
        json.WriteStartObject();
        json.WriteNumber("number"u8, part.Number);
        json.WritePropertyName("content"u8);
        blobs.Write(json, part.Content);
        json.WriteString("etag"u8, part.ETag);
        json.WriteNumber("modified"u8, part.LastModified.UtcTicks);
        WriteChecksum(json, part.Checksum);
        json.WriteEndObject();
    }

    public static UploadedPart ReadUploaded(JsonElement json, BlobFolder blobs) => new(
        json.GetProperty("number").GetInt32(), blobs.Read(json.GetProperty("content")), Text(json, "etag"), ReadChecksum(json), Time(json, "modified"));

    public static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static DateTimeOffset Time(JsonElement json, string name) => new(json.GetProperty(name).GetInt64(), TimeSpan.Zero);

    private static ObjectPart ReadPart(JsonElement json) =>
        new(json.GetProperty("number").GetInt32(), json.GetProperty("size").GetInt64(), json.GetProperty("checksum").GetString());

    private static void WriteLock(Utf8JsonWriter json, ObjectLock held)
    {
        if (held.HasRetention)
        {
            json.WriteString("lockMode"u8, held.Mode);
            json.WriteNumber("lockUntil"u8, held.RetainUntil!.Value.UtcTicks);
        }

        if (held.LegalHold is { } legalHold)
        {
            json.WriteBoolean("legalHold"u8, legalHold);
        }
    }

    private static ObjectLock ReadLock(JsonElement json) => new(
        json.TryGetProperty("lockMode", out var mode) ? mode.GetString() : null,
        json.TryGetProperty("lockUntil", out _) ? Time(json, "lockUntil") : null,
        json.TryGetProperty("legalHold", out var hold) ? hold.GetBoolean() : null);

    private static void WriteEncryption(Utf8JsonWriter json, ObjectEncryption encryption)
    {
        json.WriteStartObject("encryption"u8);
        json.WriteString("algorithm"u8, encryption.Algorithm);
        json.WriteString("key"u8, encryption.KmsKeyId);
        json.WriteBoolean("bucketKey"u8, encryption.BucketKey);
        json.WriteString("context"u8, encryption.Context);
        json.WriteString("customer"u8, encryption.CustomerKeyMd5);
        json.WriteEndObject();
    }

    private static ObjectEncryption ReadEncryption(JsonElement json) => new(Text(json, "algorithm"))
    {
        KmsKeyId = json.GetProperty("key").GetString(),
        BucketKey = json.GetProperty("bucketKey").GetBoolean(),
        Context = json.GetProperty("context").GetString(),
        CustomerKeyMd5 = json.TryGetProperty("customer", out var customer) ? customer.GetString() : null,
    };

    private static void WriteChecksum(Utf8JsonWriter json, ObjectChecksum? checksum)
    {
        if (checksum is not null)
        {
            json.WriteStartObject("checksum"u8);
            json.WriteString("algorithm"u8, checksum.Algorithm.Name());
            json.WriteString("value"u8, checksum.Value);
            json.WriteBoolean("composite"u8, checksum.IsComposite);
            json.WriteEndObject();
        }
    }

    private static ObjectChecksum? ReadChecksum(JsonElement json) => json.TryGetProperty("checksum", out var checksum)
        ? new ObjectChecksum(
            ChecksumAlgorithms.Parse(Text(checksum, "algorithm"))!.Value, Text(checksum, "value"), checksum.GetProperty("composite").GetBoolean())
        : null;

    private static void WritePairs(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        json.WriteStartArray(name);
        foreach (var (key, value) in pairs)
        {
            json.WriteStringValue(key);
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static List<KeyValuePair<string, string>> ReadPairs(JsonElement json, string name)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        string? key = null;
        foreach (var element in json.GetProperty(name).EnumerateArray())
        {
            if (key is null)
            {
                key = element.GetString();
            }
            else
            {
                pairs.Add(new(key, element.GetString()!));
                key = null;
            }
        }

        return pairs;
    }
}
