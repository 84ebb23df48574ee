using S3Replicator.Core.Rules;
using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Sources;

public sealed class FileRuleSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rules-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Takes_the_rule_files_of_a_folder_in_the_order_of_their_names()
    {
        await WriteAsync("b.yaml", RuleDocumentWriter.Write(Document().With("Bucket", "bucket-b").Load().Rules!.Documents, Core.Rules.Documents.DocumentFormat.Yaml));
        await WriteAsync("c.yml", RuleDocumentWriter.Write(Document().With("Bucket", "bucket-c").Load().Rules!.Documents, Core.Rules.Documents.DocumentFormat.Yaml));
        await WriteAsync("d.XML", RuleDocumentWriter.Write(Document().With("Bucket", "bucket-d").Load().Rules!.Documents, Core.Rules.Documents.DocumentFormat.Xml));
        await WriteAsync("a.json", Document().With("Bucket", "bucket-a").ToJsonString());
        await WriteAsync("notes.txt", "not a rule");
        await WriteAsync(".hidden.json", "not a rule");

        var result = await RuleLoader.LoadAsync([_folder], cancellationToken: TestContext.Current.CancellationToken);

        result.Errors.ShouldBeEmpty();
        result.Rules!.Documents.Select(document => document.Bucket).ShouldBe(["bucket-a", "bucket-b", "bucket-c", "bucket-d"]);
    }

    [Fact]
    public async Task Reports_what_is_wrong_with_every_file()
    {
        await WriteAsync("a.json", "{");
        await WriteAsync("b.json", Document().With("Bucket", null).ToJsonString());

        var result = await RuleLoader.LoadAsync([_folder, Path.Combine(_folder, "missing.json")], cancellationToken: TestContext.Current.CancellationToken);

        result.Rules.ShouldBeNull();
        result.Errors.Select(problem => (Path.GetFileName(problem.File), problem.Code)).ShouldBe(
            [("missing.json", "FileNotFound"), ("a.json", "MalformedJson"), ("b.json", "MissingBucket")], ignoreOrder: true);
    }

    [Fact]
    public async Task Reports_a_folder_without_rule_files() =>
        (await RuleLoader.LoadAsync([_folder], cancellationToken: TestContext.Current.CancellationToken)).Errors.ShouldHaveSingleItem().Code.ShouldBe("NoDocuments");

    [Theory]
    [InlineData("s3://bucket/rules.json")]
    [InlineData("bucket:source-bucket")]
    public async Task Refuses_rules_in_S3_offline(string name) =>
        (await RuleLoader.LoadAsync([name], cancellationToken: TestContext.Current.CancellationToken)).Errors.ShouldHaveSingleItem().Code.ShouldBe("InvalidSource");

    [Fact]
    public async Task Finds_the_format_by_the_content_where_the_name_does_not_tell()
    {
        await WriteAsync("rules", Document().ToJsonString());

        (await RuleLoader.LoadAsync([Path.Combine(_folder, "rules")], cancellationToken: TestContext.Current.CancellationToken)).ShouldAccept();
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_folder, name), text, TestContext.Current.CancellationToken);
}
