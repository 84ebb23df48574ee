namespace S3Replicator.Tests.Documents;

/// <summary>Every command that a document shows in a fence is run, or is on a list that says why not.</summary>
public sealed class DocumentedCommandsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> DocumentsWithCommands() =>
        [.. ShellBlocks.All.Where(block => !BlocksNotRunHere.Has(block)).Select(block => block.Document).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(DocumentsWithCommands))]
    public async Task Work_in_the_order_in_which_they_are_shown(string document)
    {
        using var scene = new DocumentScene();
        var blocks = ShellBlocks.All.Where(block => block.Document == document && !BlocksNotRunHere.Has(block));

        var result = await scene.RunAsync([.. blocks], Token);

        result.ExitCode.ShouldBe(0, result.ToString());
    }

    [Fact]
    public void Are_found_in_fences_that_say_their_language() => ShellBlocks.WithoutLanguage().ShouldBeEmpty();

    [Fact]
    public void Have_no_entry_in_the_list_of_those_not_run_that_is_out_of_date() =>
        BlocksNotRunHere.All.Where(entry => !ShellBlocks.All.Any(block => BlocksNotRunHere.IsFor(entry, block))).ShouldBeEmpty();

    [Fact]
    public async Task Fail_the_test_where_one_of_them_fails()
    {
        using var scene = new DocumentScene();

        var result = await scene.RunAsync([new("no document", 1, "s3replicator rules validate no-such-file.json\necho after\n")], Token);

        result.ExitCode.ShouldNotBe(0);
        result.StandardOutput.ShouldNotContain("after");
    }
}
