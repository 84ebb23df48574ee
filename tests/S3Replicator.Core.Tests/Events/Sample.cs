using S3Replicator.Core.Events;

namespace S3Replicator.Core.Tests.Events;

/// <summary>Message bodies in the shapes in which they really come.</summary>
internal static class Sample
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Events", "Samples");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!);

    public static string Body(string name)
    {
        using var reader = new StreamReader(Path.Combine(Folder, $"{name}.json"));
#pragma warning disable MA0045 // Test data is read where theories are built, which cannot wait.
        return reader.ReadToEnd();
#pragma warning restore MA0045
    }

    public static IReadOnlyList<DecodedRecord> Decode(string name) => EventDecoder.Default.Decode(Body(name));

    public static DecodedRecord DecodeOne(string body) => EventDecoder.Default.Decode(body).ShouldHaveSingleItem();
}
