using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Sources;
using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Sources;

public sealed class RemoteRuleSourceTests
{
    private readonly FakeRemoteDocuments _remote = new();

    [Fact]
    public async Task Reads_a_document_that_is_an_object()
    {
        _remote.Texts["s3://config-bucket/a b/rules.json"] = Document().ToJsonString();

        (await LoadAsync("s3://config-bucket/a b/rules.json")).ShouldAccept();
    }

    [Fact]
    public async Task Takes_a_buckets_own_configuration_for_that_bucket()
    {
        _remote.Texts["source-bucket"] = "{\"ReplicationConfiguration\":" + Document().With("Bucket", null).ToJsonString() + "}";

        var result = await LoadAsync("bucket:source-bucket");

        result.ShouldAccept();
        result.Rules!.ForBucket("source-bucket").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("s3://config-bucket/rules.json", "NoSuchKey")]
    [InlineData("bucket:source-bucket", "ReplicationConfigurationNotFoundError")]
    [InlineData("s3://config-bucket", "InvalidSource")]
    [InlineData("s3://config-bucket/", "InvalidSource")]
    [InlineData("bucket:", "InvalidSource")]
    public async Task Reports_what_cannot_be_read(string name, string code)
    {
        var problem = (await LoadAsync(name)).Errors.ShouldHaveSingleItem();

        (problem.File, problem.Code).ShouldBe((name, code));
    }

    private Task<RuleLoadResult> LoadAsync(string name) =>
        RuleLoader.LoadAsync([RuleSources.Of(name, _remote)], cancellationToken: TestContext.Current.CancellationToken);
}
