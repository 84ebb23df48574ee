using Microsoft.Win32.SafeHandles;

namespace S3Replicator.LocalAws.S3.Content;

/// <summary>Content in a file, as it is after a restart.</summary>
internal sealed class FileContent(string folder, string name, long start, long length) : ObjectContent
{
    public string Name => name;

    public long Start => start;

    public override long Length => length;

    public override void CopyTo(long offset, Span<byte> destination)
    {
        using var file = Open();
        while (!destination.IsEmpty)
        {
            var read = RandomAccess.Read(file, destination, start + offset);
            if (read == 0)
            {
                throw new EndOfStreamException($"The file {name} of the data folder is shorter than its object.");
            }

            destination = destination[read..];
            offset += read;
        }
    }

    public override ObjectContent Slice(long offset, long length) => new FileContent(folder, name, start + offset, length);

    private SafeFileHandle Open() => File.OpenHandle(Path.Combine(folder, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
