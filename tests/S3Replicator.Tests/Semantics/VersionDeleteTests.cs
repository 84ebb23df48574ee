using System.Text.Json;
using Amazon.S3.Model;
using S3Replicator.Tests.Infrastructure;

namespace S3Replicator.Tests.Semantics;

/// <summary>Versions that are deleted for good at the source.</summary>
public sealed class VersionDeleteTests : IAsyncLifetime
{
    private const string Mirror = "mirror";

    private LocalWorld _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Home);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_rule_that_does_not_ask_for_it_keeps_the_replica()
    {
        var first = await PutAsync("one");
        await DrainAsync(LocalWorld.Rule("all", Mirror));
        await DeleteAsync(first);

        var summary = await DrainAsync(LocalWorld.Rule("all", Mirror));

        summary.GetProperty("skipped").GetProperty("VersionDeleteDisabled").GetInt32().ShouldBe(1);
        (await BodiesAsync()).ShouldBe(["one"]);
    }

    [Fact]
    public async Task The_replica_of_just_that_version_goes()
    {
        await PutAsync("one");
        var second = await PutAsync("two");
        await PutAsync("three");
        await DrainAsync(Rule());
        await DeleteAsync(second);

        await DrainAsync(Rule());

        // The newest may be there more than once: events that overtook each other put it on top again.
        (await BodiesAsync()).Distinct().ShouldBe(["three", "one"]);
        (await CurrentAsync()).ShouldBe("three");
    }

    [Fact]
    public async Task Versions_with_the_same_bytes_are_told_apart()
    {
        await PutAsync("same");
        await PutAsync("between");
        var last = await PutAsync("same");
        await DrainAsync(Rule());
        await DeleteAsync(last);

        await DrainAsync(Rule());

        // Events that overtook each other may leave a version twice in the history; none tells of the version that is gone.
        (await BodiesAsync()).Distinct().ShouldBe(["between", "same"]);
        (await CurrentAsync()).ShouldBe("between");

        foreach (var version in await VersionsAsync())
        {
            var head = await _world.HomeS3.GetObjectMetadataAsync(new() { BucketName = Mirror, Key = "key", VersionId = version.VersionId }, Token);
            head.Metadata["s3replicator-lineage"].ShouldNotContain(last);
        }
    }

    [Fact]
    public async Task Where_the_current_version_goes_the_one_before_is_current_on_both_sides()
    {
        await PutAsync("one");
        var second = await PutAsync("two");
        await DrainAsync(Rule());
        await DeleteAsync(second);

        await DrainAsync(Rule());

        (await CurrentAsync()).ShouldBe("one");
        (await BodiesAsync()).ShouldBe(["one"]);
    }

    [Fact]
    public async Task Where_a_delete_marker_goes_the_object_is_back_on_both_sides()
    {
        await PutAsync("one");
        await DrainAsync(Rule());
        var marker = await _world.HomeS3.DeleteObjectAsync(LocalWorld.Source, "key", Token);
        await DrainAsync(Rule());
        await DeleteAsync(marker.VersionId);

        await DrainAsync(Rule());

        (await CurrentAsync()).ShouldBe("one");
        (await VersionsAsync()).ShouldHaveSingleItem().IsDeleteMarker.ShouldNotBe(true);
    }

    [Fact]
    public async Task Without_lineage_a_version_that_is_the_only_one_left_over_is_not_guessed_at_and_recorded_as_failed()
    {
        await PutAsync("one");
        var second = await PutAsync("two");
        await DrainAsync(Rule(lineage: "None"));
        await DeleteAsync(second);

        var result = await _world.DrainAsync(_world.WriteRules(Rule(lineage: "None")), Token);

        result.ExitCode.ShouldBe(1, result.ToString());
        JsonDocument.Parse(result.StandardOutput).RootElement.GetProperty("failed").GetProperty("DstVersionNotFound").GetInt32().ShouldBe(1);
        result.StandardError.ShouldContain("Lineage: Metadata");
        (await BodiesAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Without_lineage_nothing_is_in_question_where_every_version_has_its_counterpart()
    {
        var first = await PutAsync("one");
        await DeleteAsync(first);
        await PutAsync("two");

        var summary = await DrainAsync(Rule(lineage: "None"));

        summary.GetProperty("failed").EnumerateObject().ShouldBeEmpty();
        (await BodiesAsync()).ShouldBe(["two"]);
    }

    [Fact]
    public async Task A_version_that_is_gone_before_it_was_copied_leaves_nothing_behind()
    {
        var first = await PutAsync("one");
        await DeleteAsync(first);

        await DrainAsync(Rule());

        (await VersionsAsync()).ShouldBeEmpty();
    }

    private static string Rule(string lineage = "Metadata") => LocalWorld.Rule("all", Mirror).TrimEnd().TrimEnd('}').TrimEnd()
        + $$""", "S3Replicator": { "VersionDeletes": "Enabled", "Lineage": "{{lineage}}" } }""";

    private async Task<string> PutAsync(string body) =>
        (await _world.HomeS3.PutObjectAsync(new() { BucketName = LocalWorld.Source, Key = "key", ContentBody = body }, Token)).VersionId;

    private Task<DeleteObjectResponse> DeleteAsync(string version) =>
        _world.HomeS3.DeleteObjectAsync(new() { BucketName = LocalWorld.Source, Key = "key", VersionId = version }, Token);

    private async Task<JsonElement> DrainAsync(string rule)
    {
        var result = await _world.DrainAsync(_world.WriteRules(rule), Token);
        result.ExitCode.ShouldBe(0, result.ToString());
        return JsonDocument.Parse(result.StandardOutput).RootElement;
    }

    private async Task<List<S3ObjectVersion>> VersionsAsync() =>
        (await _world.HomeS3.ListVersionsAsync(new ListVersionsRequest { BucketName = Mirror }, Token)).Versions ?? [];

    private async Task<string> CurrentAsync()
    {
        using var found = await _world.HomeS3.GetObjectAsync(Mirror, "key", Token);
        using var reader = new StreamReader(found.ResponseStream);
        return await reader.ReadToEndAsync(Token);
    }

    /// <summary>The bodies of all versions of the replica, newest first.</summary>
    private async Task<List<string>> BodiesAsync()
    {
        var bodies = new List<string>();

        foreach (var version in await VersionsAsync())
        {
            using var found = await _world.HomeS3.GetObjectAsync(new() { BucketName = Mirror, Key = "key", VersionId = version.VersionId }, Token);
            using var reader = new StreamReader(found.ResponseStream);
            bodies.Add(await reader.ReadToEndAsync(Token));
        }

        return bodies;
    }
}
