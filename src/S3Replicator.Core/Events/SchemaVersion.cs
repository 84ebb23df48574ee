namespace S3Replicator.Core.Events;

/// <summary>Reads the major number of an event version such as <c>2.6</c>.</summary>
internal static class SchemaVersion
{
    /// <summary>The major number, or null when the text does not begin with one.</summary>
    public static int? Major(ReadOnlySpan<byte> version)
    {
        var dot = version.IndexOf((byte)'.');
        var major = dot < 0 ? version : version[..dot];
        return System.Buffers.Text.Utf8Parser.TryParse(major, out int value, out var read) && read == major.Length && value >= 0
            ? value
            : null;
    }
}
