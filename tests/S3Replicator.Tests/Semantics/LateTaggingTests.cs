using System.Text.Json;
using Amazon.S3.Model;
using S3Replicator.Tests.Infrastructure;

namespace S3Replicator.Tests.Semantics;

/// <summary>Objects whose tags match a rule only after they were written.</summary>
public sealed class LateTaggingTests : IAsyncLifetime
{
    private const string Mirror = "mirror";

    private LocalWorld _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Home);
        await _world.NotifyAsync(LocalWorld.Source, Token, "s3:ObjectTagging:*");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task An_object_is_copied_when_its_tags_match()
    {
        await PutAsync("key");
        (await DrainAsync()).GetProperty("replicated").GetInt32().ShouldBe(0);
        await TagAsync("key", ("keep", "yes"));

        var summary = await DrainAsync();

        summary.GetProperty("replicated").GetInt32().ShouldBe(1);
        (await TagsAsync("key")).ShouldBe(["keep=yes"]);
    }

    [Fact]
    public async Task What_is_at_the_destination_already_is_not_copied_again_but_follows_the_change()
    {
        await PutAsync("key");
        await TagAsync("key", ("keep", "yes"));
        await DrainAsync();
        await TagAsync("key", ("keep", "yes"), ("more", "1"));

        var summary = await DrainAsync();

        (summary.GetProperty("replicated").GetInt32(), summary.GetProperty("synced").GetInt32()).ShouldBe((0, 1));
        (await TagsAsync("key")).ShouldBe(["keep=yes", "more=1"]);
        (await VersionsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_version_that_is_not_the_current_one_is_copied_beneath_it()
    {
        var first = await PutAsync("key");
        await PutAsync("key", tagged: true);
        await DrainAsync();
        await TagAsync("key", first, ("keep", "yes"));

        await DrainAsync();

        var versions = await VersionsAsync();
        var source = await _world.HomeS3.GetObjectMetadataAsync(LocalWorld.Source, "key", Token);
        versions.Select(version => version.ETag).Distinct().Count().ShouldBe(2);
        versions.Single(version => version.IsLatest == true).ETag.ShouldBe(source.ETag);
    }

    [Fact]
    public async Task Without_the_setting_an_object_tagged_later_is_not_copied()
    {
        await PutAsync("key");
        await TagAsync("key", ("keep", "yes"));

        var summary = await DrainAsync("Ignore");

        // The create event comes late here, and the tags are those of now.
        summary.GetProperty("replicated").GetInt32().ShouldBe(1);
        await PutAsync("other");
        await DrainAsync("Ignore");
        await TagAsync("other", ("keep", "yes"));
        (await DrainAsync("Ignore")).GetProperty("replicated").GetInt32().ShouldBe(0);
    }

    private async Task<JsonElement> DrainAsync(string lateTagging = "Replicate")
    {
        var rule = $$"""
            { "ID": "kept", "Priority": 1, "Status": "Enabled", "Filter": { "Tag": { "Key": "keep", "Value": "yes" } },
              "DeleteMarkerReplication": { "Status": "Disabled" },
              "Destination": { "Bucket": "arn:aws:s3:::{{Mirror}}", "StorageClass": "STANDARD" } }
            """;
        var result = await _world.DrainAsync(_world.WriteRules(LocalWorld.Extended(rule, $"\"LateTagging\": \"{lateTagging}\"")), Token);
        result.ExitCode.ShouldBe(0, result.ToString());
        return JsonDocument.Parse(result.StandardOutput).RootElement;
    }

    private async Task<string> PutAsync(string key, bool tagged = false) => (await _world.HomeS3.PutObjectAsync(
        new()
        {
            BucketName = LocalWorld.Source,
            Key = key,
            ContentBody = tagged ? "tagged" : "plain",
            TagSet = tagged ? [new() { Key = "keep", Value = "yes" }] : null,
        },
        Token)).VersionId;

    private Task TagAsync(string key, params (string Key, string Value)[] tags) => TagAsync(key, version: null, tags);

    private async Task TagAsync(string key, string? version, params (string Key, string Value)[] tags) => await _world.HomeS3.PutObjectTaggingAsync(
        new()
        {
            BucketName = LocalWorld.Source,
            Key = key,
            VersionId = version,
            Tagging = new() { TagSet = [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })] },
        },
        Token);

    private async Task<List<string>> TagsAsync(string key)
    {
        var tagging = await _world.HomeS3.GetObjectTaggingAsync(new() { BucketName = Mirror, Key = key }, Token);
        return [.. (tagging.Tagging ?? []).Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal)];
    }

    private async Task<List<S3ObjectVersion>> VersionsAsync() =>
        (await _world.HomeS3.ListVersionsAsync(new ListVersionsRequest { BucketName = Mirror }, Token)).Versions ?? [];
}
