using System.Text.RegularExpressions;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Documents;

/// <summary>A document of the repository, taken apart.</summary>
public sealed partial class MarkdownDocument
{
    private MarkdownDocument(string path, string text)
    {
        Path = path;
        Text = text;
    }

    /// <summary>Where it is, relative to the top of the repository.</summary>
    public string Path { get; }

    public string Text { get; }

    public static MarkdownDocument Open(string path) =>
        new(path, File.ReadAllText(System.IO.Path.Combine(ProgramLocation.Repository, path)));

    /// <summary>What stands below a heading, up to the next of the same level.</summary>
    public string Section(string heading)
    {
        var start = Text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0, $"{Path} has no section {heading}");
        var end = Text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? Text[start..] : Text[start..end];
    }

    /// <summary>The fenced blocks of a language in a section, in their order.</summary>
    public IReadOnlyList<string> Blocks(string heading, string language) =>
        [.. Fence().Matches(Section(heading)).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value)];

    /// <summary>The targets of links and images that are in the repository.</summary>
    public IEnumerable<string> LocalLinks() => Link().Matches(Text)
        .Select(match => match.Groups[1].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'))
        .Select(target => target.Split('#')[0]);

    [GeneratedRegex("^```(\\w*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("\\]\\(([^)\\s]+)\\)")]
    private static partial Regex Link();
}
