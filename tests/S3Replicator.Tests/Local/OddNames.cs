using System.Text;

namespace S3Replicator.Tests.Local;

/// <summary>A folder of files whose names are hard on clients and servers.</summary>
public static class OddNames
{
    private static readonly string[] Names =
    [
        "plain.txt",
        "a b/+x/f%20.txt",
        "100%/日本語 é.txt",
        "semi;colon=&amp.txt",
        "quote's \"double\".txt",
        "#hash?.txt",
        "empty",
    ];

    private static readonly DateTime LongAgo = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    public static string WriteTo(string folder)
    {
        foreach (var name in Names)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, name == "empty" ? string.Empty : $"the body of {name}", Encoding.UTF8);

            // S3 tells times to the second, so that a file of this very second would seem newer than its upload.
            File.SetLastWriteTimeUtc(path, LongAgo);
        }

        return folder;
    }

    /// <summary>Every file of a folder by its name, with its body.</summary>
    public static Dictionary<string, string> Read(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(folder, path), File.ReadAllText, StringComparer.Ordinal);

    public static IEnumerable<string> All => Names.Order(StringComparer.Ordinal);
}
