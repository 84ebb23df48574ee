using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using S3Replicator.LocalAws.S3.Content;

namespace S3Replicator.LocalAws.S3.Journal;

/// <summary>Keeps content: small pieces inside the record, large ones in a file of their own, patterns by what makes them.</summary>
internal sealed class BlobFolder
{
    private const int InlineLimit = 4096;
    private const int BlockSize = 1 << 20;
    private readonly string _path;
    private readonly ConcurrentDictionary<string, bool> _used = new(StringComparer.Ordinal);
    private long _last;

    public BlobFolder(string path)
    {
        _path = path;
        Directory.CreateDirectory(path);
        foreach (var file in Directory.EnumerateFiles(path))
        {
            if (long.TryParse(Path.GetFileName(file), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
            {
                _last = Math.Max(_last, number);
            }
        }
    }

    /// <summary>Writes what a record says of content, and the content itself where it is not there yet.</summary>
    public void Write(Utf8JsonWriter json, ObjectContent content)
    {
        json.WriteStartObject();
        switch (content)
        {
            case JoinedContent joined:
                json.WriteStartArray("joined"u8);
                foreach (var piece in joined.Pieces)
                {
                    Write(json, piece);
                }

                json.WriteEndArray();
                break;
            case PatternContent pattern:
                json.WriteNumber("seed"u8, pattern.Seed);
                json.WriteNumber("start"u8, pattern.Start);
                json.WriteNumber("length"u8, pattern.Length);
                break;
            case FileContent file:
                WriteFile(json, file.Name, file.Start, file.Length);
                break;
            default:
                WriteBytes(json, content);
                break;
        }

        json.WriteEndObject();
    }

    public ObjectContent Read(JsonElement json)
    {
        if (json.TryGetProperty("joined", out var pieces))
        {
            return JoinedContent.Join([.. pieces.EnumerateArray().Select(Read)]);
        }

        if (json.TryGetProperty("bytes", out var bytes))
        {
            return new BytesContent(bytes.GetBytesFromBase64());
        }

        var length = json.GetProperty("length").GetInt64();
        var start = json.GetProperty("start").GetInt64();
        return json.TryGetProperty("seed", out var seed)
            ? new PatternContent(seed.GetUInt64(), start, length)
            : new FileContent(_path, json.GetProperty("file").GetString()!, start, length);
    }

    /// <summary>Deletes the files that no record has named since the start.</summary>
    public void DeleteUnused()
    {
        foreach (var file in Directory.EnumerateFiles(_path))
        {
            if (!_used.ContainsKey(Path.GetFileName(file)))
            {
                File.Delete(file);
            }
        }
    }

    private void WriteBytes(Utf8JsonWriter json, ObjectContent content)
    {
        if (content.Length <= InlineLimit)
        {
            var bytes = new byte[content.Length];
            content.CopyTo(0, bytes);
            json.WriteBase64String("bytes"u8, bytes);
            return;
        }

        if (content.StoredAs is not { } name)
        {
            name = Interlocked.Increment(ref _last).ToString("x16", CultureInfo.InvariantCulture);
            Save(Path.Combine(_path, name), content);
            content.StoredAs = name;
        }

        WriteFile(json, name, 0, content.Length);
    }

    private void WriteFile(Utf8JsonWriter json, string name, long start, long length)
    {
        _used[name] = true;
        json.WriteString("file"u8, name);
        json.WriteNumber("start"u8, start);
        json.WriteNumber("length"u8, length);
    }

    private static void Save(string path, ObjectContent content)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, preallocationSize: content.Length);
        var block = new byte[Math.Min(BlockSize, content.Length)];
        for (long offset = 0; offset < content.Length; offset += block.Length)
        {
            var span = block.AsSpan(0, (int)Math.Min(block.Length, content.Length - offset));
            content.CopyTo(offset, span);
            RandomAccess.Write(file, span, offset);
        }
    }
}
