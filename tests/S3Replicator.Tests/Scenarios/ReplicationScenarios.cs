using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Scenarios;

/// <summary>
/// What replication comes to, judged by an endpoint: the real program as a process of its own, plain clients, and nothing
/// that only our own server could tell.
/// </summary>
public abstract class ReplicationScenarios(ScenarioFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replica_has_the_bytes_headers_metadata_tags_and_storage_class_that_it_should()
    {
        await using var world = await StartAsync(Capability.Notifications, Capability.Versioning, Capability.WholeCopy);
        var request = new PutObjectRequest
        {
            BucketName = world.Source,
            Key = "dir/a b+c=é.txt",
            ContentBody = "first",
            ContentType = "text/x-test",
            TagSet = [new() { Key = "team", Value = "x y" }],
        };
        request.Metadata["colour"] = "blue";
        request.Headers.CacheControl = "max-age=60";
        await world.S3.PutObjectAsync(request, Token);

        await world.ReplicateAsync(async () => await world.BodyAsync(world.Replica, request.Key, Token) is not null, Token, world.WriteRules(storageClass: "STANDARD_IA"));

        (await world.BodyAsync(world.Replica, request.Key, Token)).ShouldBe("first");
        var head = await world.S3.GetObjectMetadataAsync(world.Replica, request.Key, Token);
        head.Headers.ContentType.ShouldBe("text/x-test");
        head.Headers.CacheControl.ShouldBe("max-age=60");
        head.Metadata["colour"].ShouldBe("blue");
        head.StorageClass.ShouldBe(S3StorageClass.StandardInfrequentAccess);
        var tagging = await world.S3.GetObjectTaggingAsync(new() { BucketName = world.Replica, Key = request.Key }, Token);
        (tagging.Tagging ?? []).Select(tag => (tag.Key, tag.Value)).ShouldBe([("team", "x y")]);
    }

    [Fact]
    public async Task A_drained_queue_is_empty_and_the_summary_counts_what_was_done()
    {
        await using var world = await StartAsync(Capability.Notifications, Capability.Versioning);
        for (var number = 0; number < 12; number++)
        {
            await world.PutAsync($"key-{number}", "body", Token);
        }

        var replicated = 0;
        var rules = world.WriteRules();
        await world.ReplicateAsync(
            async () => (await world.KeysAsync(world.Replica, Token)).Count == 12,
            summary => replicated += summary.GetProperty("replicated").GetInt32(),
            Token,
            rules);

        replicated.ShouldBeGreaterThanOrEqualTo(12);
        (await world.Queue.CountAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task An_object_that_was_overwritten_ends_as_it_last_was_whether_all_versions_go_or_the_latest()
    {
        await using var world = await StartAsync(Capability.Notifications, Capability.Versioning);
        var latest = world.WriteRules("\"Versions\": \"Latest\"");
        await OverwriteAsync(world, "latest");

        await world.ReplicateAsync(async () => await world.BodyAsync(world.Replica, "latest", Token) is "3", Token, latest);
        await OverwriteAsync(world, "all");
        await world.ReplicateAsync(async () => await world.BodyAsync(world.Replica, "all", Token) is "3", Token, world.WriteRules());

        (await world.BodyAsync(world.Replica, "latest", Token)).ShouldBe("3");
        (await world.BodyAsync(world.Replica, "all", Token)).ShouldBe("3");
    }

    [Fact]
    public async Task Every_version_is_replicated_with_the_newest_on_top()
    {
        await using var world = await StartAsync(Capability.Notifications, Capability.Versioning, Capability.EventVersions);
        await OverwriteAsync(world, "key");

        await world.ReplicateAsync(async () => (await BodiesAsync(world)).Distinct().Count() == 4, Token, world.WriteRules());

        (await BodiesAsync(world)).Distinct().Order().ShouldBe(["0", "1", "2", "3"]);
        (await world.BodyAsync(world.Replica, "key", Token)).ShouldBe("3");
    }

    [Fact]
    public async Task A_delete_marker_is_replicated_and_a_put_after_it_brings_the_object_back()
    {
        await using var world = await StartAsync(Capability.Notifications, Capability.Versioning, Capability.DeleteMarkerEvents);
        var rules = world.WriteRules();
        await world.PutAsync("key", "one", Token);
        await world.ReplicateAsync(async () => await world.BodyAsync(world.Replica, "key", Token) is "one", Token, rules);
        await world.S3.DeleteObjectAsync(world.Source, "key", Token);

        await world.ReplicateAsync(async () => await world.BodyAsync(world.Replica, "key", Token) is null, Token, rules);

        (await world.VersionsAsync(world.Replica, Token))[0].IsDeleteMarker.ShouldBe(true);
        await world.PutAsync("key", "two", Token);
        await world.ReplicateAsync(async () => await world.BodyAsync(world.Replica, "key", Token) is "two", Token, rules);
        (await world.BodyAsync(world.Replica, "key", Token)).ShouldBe("two");
    }

    [Fact]
    public async Task Unversioned_buckets_are_mirrored_where_the_document_allows_it()
    {
        await using var world = await fixture.StartWorldAsync(versioned: false, locks: false, [Capability.Notifications, Capability.DeleteEvents], Token);
        var rules = world.WriteRules(document: "\"Versioning\": \"Optional\"");
        await OverwriteAsync(world, "kept");
        await world.PutAsync("gone", "x", Token);
        await world.ReplicateAsync(async () => await world.BodyAsync(world.Replica, "gone", Token) is not null, Token, rules);
        await world.S3.DeleteObjectAsync(world.Source, "gone", Token);

        await world.ReplicateAsync(async () => await world.BodyAsync(world.Replica, "gone", Token) is null, Token, rules);

        (await world.KeysAsync(world.Replica, Token)).ShouldBe(["kept"]);
        (await world.BodyAsync(world.Replica, "kept", Token)).ShouldBe("3");
    }

    [Fact]
    public async Task Keys_of_odd_shape_arrive_unharmed()
    {
        await using var world = await StartAsync(Capability.Notifications, Capability.Versioning);
        string[] keys =
        [
            "a+b c%2Fd%25e.txt", "dot/../dot/./x", "double//slashes/", "ünï/日本語/😀", "quote'\"<>&;=@:,?#[]{}|\\^~`", new('k', 1024), " leading and trailing ", "%", "+",
        ];
        foreach (var key in keys)
        {
            await world.PutAsync(key, "x", Token);
        }

        // An endpoint may not keep a key as it was put; those that it does must arrive.
        var kept = (await world.KeysAsync(world.Source, Token)).Intersect(keys).ToHashSet(StringComparer.Ordinal);
        keys.Except(kept).ToList().ForEach(key => TestContext.Current.TestOutputHelper?.WriteLine($"The endpoint does not keep the key {key}."));
        kept.ShouldNotBeEmpty();

        await world.ReplicateAsync(async () => (await world.KeysAsync(world.Replica, Token)).Count >= kept.Count, Token, world.WriteRules());

        (await world.KeysAsync(world.Replica, Token)).ToHashSet(StringComparer.Ordinal).ShouldBe(kept, ignoreOrder: true);
    }

    [Fact]
    public async Task A_large_object_is_copied_in_parts_with_its_ETag_and_metadata_and_no_upload_is_left()
    {
        await using var world = await StartAsync(Capability.Notifications, Capability.Versioning, Capability.MultipartCopy);
        var etag = await PartUpload.RunAsync(world.S3, world.Source, "large", fullParts: 2, last: 1 << 20, Token);

        await world.ReplicateAsync(
            async () => await world.BodyAsync(world.Replica, "large", Token) is not null, Token, world.WriteRules("\"MultipartThreshold\": 5242880"));

        var head = await world.S3.GetObjectMetadataAsync(world.Replica, "large", Token);
        head.ContentLength.ShouldBe((2L * PartUpload.PartSize) + (1 << 20));
        head.ETag.ShouldBe(etag);
        head.Metadata["colour"].ShouldBe("blue");
        var uploads = await world.S3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = world.Replica }, Token);
        (uploads.MultipartUploads ?? []).ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_that_come_again_copy_nothing_again()
    {
        await using var world = await StartAsync(Capability.Notifications, Capability.Versioning, Capability.FencedCopy);
        var rules = world.WriteRules();
        await world.PutAsync("key", "one", Token);
        var body = await world.Queue.TakeAsync("ObjectCreated:", ScenarioWorld.Bound, Token);
        body.ShouldNotBeNull();
        await world.Queue.SendAsync(body, Token);
        await world.ReplicateAsync(async () => await world.BodyAsync(world.Replica, "key", Token) is "one", Token, rules);
        var before = (await world.VersionsAsync(world.Replica, Token)).Select(version => version.VersionId).ToList();
        await world.Queue.SendAsync(body, Token);

        await world.ReplicateAsync(async () => await world.Queue.CountAsync(Token) == 0, Token, rules);

        (await world.VersionsAsync(world.Replica, Token)).Select(version => version.VersionId).ShouldBe(before);
    }

    [Fact]
    public async Task Two_buckets_that_replicate_into_each_other_come_to_rest()
    {
        await using var world = await StartAsync(Capability.Notifications, Capability.Versioning, Capability.FencedCopy);
        await world.Queue.SubscribeAsync(world.S3, world.Replica, Token);
        string[] rules = [world.WriteRules(), world.WriteRules(isReversed: true)];
        await world.PutAsync("key", "one", Token);
        await world.ReplicateAsync(async () => await world.BodyAsync(world.Replica, "key", Token) is "one", Token, rules);

        await world.ReplicateAsync(async () => await world.Queue.CountAsync(Token) == 0, Token, rules);

        (await world.VersionsAsync(world.Source, Token)).Count.ShouldBe(1);
        (await world.VersionsAsync(world.Replica, Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_lock_goes_with_its_object()
    {
        await using var world = await fixture.StartWorldAsync(
            versioned: true, locks: true, [Capability.Notifications, Capability.Versioning, Capability.ObjectLock], Token);
        var until = DateTime.UtcNow.AddHours(1);
        await world.S3.PutObjectAsync(
            new() { BucketName = world.Source, Key = "locked", ContentBody = "x", ObjectLockMode = ObjectLockMode.Governance, ObjectLockRetainUntilDate = until }, Token);

        await world.ReplicateAsync(async () => await world.BodyAsync(world.Replica, "locked", Token) is not null, Token, world.WriteRules());

        var head = await world.S3.GetObjectMetadataAsync(world.Replica, "locked", Token);
        head.ObjectLockMode.ShouldBe(ObjectLockMode.Governance);
        head.ObjectLockRetainUntilDate!.Value.ToUniversalTime().ShouldBe(until, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_left_and_the_others_are_carried_out()
    {
        await using var world = await StartAsync(Capability.Notifications, Capability.Versioning);
        await world.Queue.SendAsync("no event", Token);
        await world.PutAsync("key", "one", Token);
        var rules = world.WriteRules();

        ProgramResult result;
        do
        {
            result = await world.DrainAsync(Token, rules);
            result.ExitCode.ShouldBe(1, result.ToString());
        }
        while (await world.BodyAsync(world.Replica, "key", Token) is null);

        result.StandardError.ShouldContain("cannot be read (NotJson)");
        (await world.Queue.CountAsync(Token)).ShouldBe(1);
    }

    [Fact]
    public async Task A_copy_that_fails_for_good_is_recorded_and_succeeds_when_it_is_tried_again()
    {
        await using var world = await StartAsync(Capability.Notifications, Capability.Versioning);
        var rules = world.WriteRules();
        await world.PutAsync("first", "x", Token);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["S3Replicator__Retry__ConfigurationRetryFor"] = "00:00:01",
            ["S3Replicator__Retry__ConfigurationPause"] = "00:00:01",
            ["S3Replicator__Queue__ShutdownBudget"] = "00:00:02",
        };
        await using (var worker = world.Start(settings, "run", "--queue-url", world.Queue.Url, "--rules", rules, "--state", world.State))
        {
            await Poll.UntilAsync(async _ => await world.BodyAsync(world.Replica, "first", Token) is not null, ScenarioWorld.Bound, Token);
            await world.Buckets.DeleteAsync(world.Replica, Token);
            await world.PutAsync("second", "y", Token);
            await worker.ErrorLineAsync(line => line.Contains("failed for good: DstBucketNotFound", StringComparison.Ordinal), ScenarioWorld.Bound, Token);
            worker.Terminate();
            await worker.WaitForExitAsync(ScenarioWorld.Bound, Token);
        }

        var listed = await world.RunAsync(Token, "failures", "list", "--state", world.State, "--output", "json");
        JsonDocument.Parse(listed.StandardOutput).RootElement.GetProperty("failures").EnumerateArray().ShouldHaveSingleItem()
            .GetProperty("source").GetProperty("key").GetString().ShouldBe("second");
        await world.Buckets.CreateNamedAsync(world.Replica, versioned: true, Token);

        var retried = await world.RunAsync(Token, "failures", "retry", "--state", world.State, "--rules", rules, "--output", "json");

        retried.ExitCode.ShouldBe(0, retried.ToString());
        (await world.BodyAsync(world.Replica, "second", Token)).ShouldBe("y");
    }

    private Task<ScenarioWorld> StartAsync(params Capability[] needs) => fixture.StartWorldAsync(versioned: true, locks: false, needs, Token);

    private static async Task OverwriteAsync(ScenarioWorld world, string key)
    {
        for (var number = 0; number < 4; number++)
        {
            await world.PutAsync(key, $"{number}", Token);
        }
    }

    private static async Task<IReadOnlyList<string?>> BodiesAsync(ScenarioWorld world)
    {
        var bodies = new List<string?>();
        foreach (var version in (await world.VersionsAsync(world.Replica, Token)).Where(version => version.IsDeleteMarker != true))
        {
            bodies.Add(await world.BodyAsync(world.Replica, version.Key, Token, version.VersionId));
        }

        return bodies;
    }
}
