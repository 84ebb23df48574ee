using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Documents;

public sealed class LinkTests
{
    public static TheoryData<string> Documents() => new(
        Directory.EnumerateFiles(Path.Combine(ProgramLocation.Repository, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(ProgramLocation.Repository, "*.md"))
            .Select(path => Path.GetRelativePath(ProgramLocation.Repository, path)));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_into_the_repository_leads_somewhere(string path)
    {
        var folder = Path.GetDirectoryName(Path.Combine(ProgramLocation.Repository, path))!;

        MarkdownDocument.Open(path).LocalLinks()
            .Where(target => !Path.Exists(Path.Combine(folder, target)))
            .ShouldBeEmpty();
    }
}
