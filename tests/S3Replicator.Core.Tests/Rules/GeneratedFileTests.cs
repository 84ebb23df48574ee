using S3Replicator.Core.Rules;
using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.Rules;

public sealed class GeneratedFileTests
{
    // Set to 1, the tests write the files instead of comparing them.
    private const string UpdateVariable = "UPDATE_GENERATED_FILES";

    [Fact]
    public Task The_schema_is_that_of_the_program() => CompareAsync("schema/rules.schema.json", RuleSchema.Write());

    [Fact]
    public Task The_reference_page_is_that_of_the_program() => CompareAsync("docs/reference/rules.md", RuleReference.Write());

    private static async Task CompareAsync(string file, string expected)
    {
        var path = Path.Combine(ProgramLocation.Repository, file);
        if (Environment.GetEnvironmentVariable(UpdateVariable) is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, expected, TestContext.Current.CancellationToken);
        }

        var actual = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        string.Equals(actual, expected, StringComparison.Ordinal).ShouldBeTrue($"{file} is not what the program writes. Run the tests with {UpdateVariable}=1 to write it anew.");
    }
}
