using S3Replicator.Core.Events;

namespace S3Replicator.Core.Tests.Events;

/// <summary>Message bodies in the shapes in which they really come.</summary>
internal static class Sample
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Events", "Samples");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!);

    public static string Body(string name) => File.ReadAllText(Path.Combine(Folder, $"{name}.json"));

    public static IReadOnlyList<DecodedRecord> Decode(string name) => EventDecoder.Default.Decode(Body(name));

    public static DecodedRecord DecodeOne(string body) => EventDecoder.Default.Decode(body).ShouldHaveSingleItem();
}
