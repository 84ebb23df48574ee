using System.Buffers.Binary;
using S3Replicator.LocalAws.S3.Checksums;

namespace S3Replicator.LocalAws.S3.Journal;

/// <summary>Records one after the other in a file, each with its length and check, so that one cut short by a crash is known for what it is.</summary>
internal sealed class JournalFile : IDisposable
{
    private const int HeaderSize = 8;
    private const int MaxRecord = 256 * 1024 * 1024;
    private readonly FileStream _stream;
    private readonly Lock _gate = new();

    private JournalFile(FileStream stream) => _stream = stream;

    public static JournalFile Append(string path)
    {
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        stream.Seek(0, SeekOrigin.End);
        return new JournalFile(stream);
    }

    /// <summary>The whole records of a file; what follows the last of them is no record.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(string path)
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        // Read before anything is served: there is nothing else that the thread could do.
#pragma warning disable MA0045
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16);
#pragma warning restore MA0045
        var header = new byte[HeaderSize];
        while (stream.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) == HeaderSize)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(header);
            if (length is <= 0 or > MaxRecord)
            {
                yield break;
            }

            var record = new byte[length];
            if (stream.ReadAtLeast(record, length, throwOnEndOfStream: false) < length
                || BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4)) != CheckOf(record))
            {
                yield break;
            }

            yield return record;
        }
    }

    public void Write(ReadOnlySpan<byte> record)
    {
        var framed = new byte[HeaderSize + record.Length];
        BinaryPrimitives.WriteInt32LittleEndian(framed, record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(framed.AsSpan(4), CheckOf(record));
        record.CopyTo(framed.AsSpan(HeaderSize));
        lock (_gate)
        {
            // One write of the whole record, unbuffered: the system keeps it even if the process dies at once.
            _stream.Write(framed);
        }
    }

    public void Dispose() => _stream.Dispose();

    private static uint CheckOf(ReadOnlySpan<byte> record) => (uint)ReflectedCrc.Crc32C.Append(0, record);
}
