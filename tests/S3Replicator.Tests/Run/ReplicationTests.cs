using System.Text;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Tests.Infrastructure;

namespace S3Replicator.Tests.Run;

/// <summary>The main job, from a put to a replica: plain clients, the real program as a process of its own, the local AWS.</summary>
public sealed class ReplicationTests : IAsyncLifetime
{
    private const string Archive = "archive";
    private const string Mirror = "mirror";

    private LocalWorld _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Archive, LocalWorld.Away);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Home);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Replicates_objects_with_bytes_metadata_tags_and_class_into_another_region_with_the_rules_role()
    {
        var rules = _world.WriteRules(
            LocalWorld.Rule("cold", Archive, "logs/", "GLACIER_IR", priority: 2) + "," + LocalWorld.Rule("all", Mirror));
        await PutAsync("logs/a b+c=é.txt", "first", ("team", "x"));
        await PutAsync("other/%41.txt", "second");

        var result = await _world.DrainAsync(rules, Token);

        result.ExitCode.ShouldBe(0, result.ToString());
        using (var other = _world.CreateS3(LocalWorld.Away))
        {
            await ShouldBeReplicaAsync(other, Archive, "logs/a b+c=é.txt", "first", "GLACIER_IR", ("team", "x"));
            (await other.ListObjectsV2Async(new() { BucketName = Archive }, Token)).S3Objects.Count.ShouldBe(1);
        }

        await ShouldBeReplicaAsync(_world.HomeS3, Mirror, "logs/a b+c=é.txt", "first", "STANDARD", ("team", "x"));
        await ShouldBeReplicaAsync(_world.HomeS3, Mirror, "other/%41.txt", "second", "STANDARD");
        (await _world.MessagesAsync(Token)).ShouldBe(0);
        ShouldHaveCopiedAsRoleSession();
    }

    [Fact]
    public async Task Costs_one_request_an_object_where_the_rule_leaves_nothing_open()
    {
        var rules = _world.WriteRules(LocalWorld.Rule("all", Mirror));

        for (var i = 0; i < 40; i++)
        {
            await PutAsync($"key-{i}", "body");
        }

        var summary = Summary(await _world.DrainAsync(rules, Token));

        summary.GetProperty("replicated").GetInt32().ShouldBe(40);
        summary.GetProperty("requests").GetProperty("CopyObject").GetInt32().ShouldBe(40);
        summary.GetProperty("requests").TryGetProperty("HeadObject", out _).ShouldBeFalse();
        summary.GetProperty("bytes").GetInt64().ShouldBe(160);
        summary.GetProperty("lagSeconds").GetProperty("max").GetDouble().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_event_that_comes_twice_is_one_copy_and_the_same_bytes_written_twice_are_two()
    {
        var rules = _world.WriteRules(LocalWorld.Rule("all", Mirror));
        await PutAsync("key", "same");
        await PutAsync("other", "x");
        var events = await _world.BodiesAsync(Token);
        await Task.WhenAll(events.Select(body => _world.Queues.SendMessageAsync(_world.QueueUrl, body, Token)));
        Summary(await _world.DrainAsync(rules, Token));
        (await VersionsAsync(Mirror)).Count.ShouldBe(2);
        _world.Clock.Advance(TimeSpan.FromSeconds(2));
        await PutAsync("key", "same");

        Summary(await _world.DrainAsync(rules, Token));

        (await VersionsAsync(Mirror)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_second_run_of_the_same_events_copies_nothing_twice()
    {
        var rules = _world.WriteRules(LocalWorld.Rule("all", Mirror));
        await PutAsync("kept", "one");
        await PutAsync("kept", "two");
        await PutAsync("gone", "three");
        await _world.HomeS3.DeleteObjectAsync(LocalWorld.Source, "gone", Token);
        var events = await _world.BodiesAsync(Token);
        Summary(await _world.DrainAsync(rules, Token));
        var before = await VersionsAsync(Mirror);

        foreach (var body in events)
        {
            await _world.Queues.SendMessageAsync(_world.QueueUrl, body, Token);
        }

        var summary = Summary(await _world.DrainAsync(rules, Token));

        summary.GetProperty("replicated").GetInt32().ShouldBe(0);
        summary.GetProperty("deleted").GetInt32().ShouldBe(0);
        (await VersionsAsync(Mirror)).ShouldBe(before);
        (await _world.MessagesAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task Replicates_every_version_with_the_newest_on_top_whatever_the_order_of_the_events()
    {
        var rules = _world.WriteRules(LocalWorld.Rule("all", Mirror));
        await PutAsync("key", "one");
        await PutAsync("key", "two");
        await PutAsync("key", "three");
        var events = await _world.BodiesAsync(Token);
        await _world.Queues.PurgeQueueAsync(_world.QueueUrl, Token);

        foreach (var body in events.Reverse())
        {
            await _world.Queues.SendMessageAsync(_world.QueueUrl, body, Token);
            Summary(await _world.DrainAsync(rules, Token));
        }

        (await BodyAsync(_world.HomeS3, Mirror, "key")).ShouldBe("three");
        (await BodiesOfVersionsAsync(Mirror, "key")).Distinct().Order().ShouldBe(["one", "three", "two"]);
    }

    [Fact]
    public async Task A_late_event_of_an_object_that_is_deleted_by_now_does_not_bring_it_back()
    {
        var rules = _world.WriteRules(LocalWorld.Rule("all", Mirror));
        await PutAsync("key", "one");
        await _world.HomeS3.DeleteObjectAsync(LocalWorld.Source, "key", Token);
        var events = await _world.BodiesAsync(Token);
        await _world.Queues.PurgeQueueAsync(_world.QueueUrl, Token);

        foreach (var body in events.Reverse())
        {
            await _world.Queues.SendMessageAsync(_world.QueueUrl, body, Token);
            Summary(await _world.DrainAsync(rules, Token));
        }

        var listed = await _world.HomeS3.ListObjectsV2Async(new() { BucketName = Mirror }, Token);
        (listed.S3Objects ?? []).ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_that_its_own_copies_cause_are_not_replicated_again()
    {
        await _world.NotifyAsync(Mirror, Token);
        var back = """{"Bucket":"mirror","Role":"ROLE","Rules":[RULE]}"""
            .Replace("ROLE", LocalWorld.Role, StringComparison.Ordinal)
            .Replace("RULE", LocalWorld.Rule("back", LocalWorld.Source), StringComparison.Ordinal);
        var there = _world.WriteRules(LocalWorld.Rule("there", Mirror));
        var here = _world.WriteRules(string.Empty, back);
        await PutAsync("key", "one");

        var result = await _world.RunProgramAsync(
            Token, "run", "--queue-url", _world.QueueUrl, "--rules", there, here, "--drain", "1", "--output", "json");

        var summary = Summary(result);
        summary.GetProperty("replicated").GetInt32().ShouldBe(1);
        summary.GetProperty("skipped").GetProperty("ReplicaOfReplica").GetInt32().ShouldBe(1);
        _world.Requests.CountOf("CopyObject").ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_named_and_left_while_the_others_are_carried_out()
    {
        var rules = _world.WriteRules(LocalWorld.Rule("all", Mirror));
        await _world.Queues.SendMessageAsync(_world.QueueUrl, "no event", Token);
        await PutAsync("key", "one");

        var result = await _world.DrainAsync(rules, Token);

        result.ExitCode.ShouldBe(1);
        result.StandardError.ShouldContain("cannot be read (NotJson)");
        (await BodyAsync(_world.HomeS3, Mirror, "key")).ShouldBe("one");
        (await _world.MessagesAsync(Token)).ShouldBe(1);
    }

    [Fact]
    public async Task Without_state_a_copy_that_fails_for_good_is_named_and_its_message_left_and_the_drain_ends()
    {
        await PutAsync("key", "one");
        var rule = LocalWorld.Rule("all", Mirror);
        await _world.HomeS3.PutBucketPolicyAsync(
            Mirror,
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::{{Mirror}}/*"}]}""",
            Token);

        var result = await _world.RunProgramAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["S3Replicator__Retry__ConfigurationRetryFor"] = "00:00:01",
                ["S3Replicator__Retry__ConfigurationPause"] = "00:00:01",
            },
            ["run", "--queue-url", _world.QueueUrl, "--rules", _world.WriteRules(rule), "--drain", "1", "--output", "json"],
            Token);

        result.ExitCode.ShouldBe(1, result.ToString());
        JsonDocument.Parse(result.StandardOutput).RootElement.GetProperty("failed").GetProperty("DstPutObjectNotPermitted").GetInt32().ShouldBe(1);
        result.StandardError.ShouldContain("source/key by rule all failed for good: DstPutObjectNotPermitted");
        result.StandardError.ShouldContain("is left for the queue's redrive policy");
        (await _world.MessagesAsync(Token)).ShouldBe(1);
    }

    private static JsonElement Summary(S3Replicator.TestSupport.ProgramResult result)
    {
        result.ExitCode.ShouldBe(0, result.ToString());
        return JsonDocument.Parse(result.StandardOutput).RootElement;
    }

    private Task<PutObjectResponse> PutAsync(string key, string body, params (string Key, string Value)[] tags)
    {
        var request = new PutObjectRequest
        {
            BucketName = LocalWorld.Source,
            Key = key,
            ContentBody = body,
            ContentType = "text/x-test",
            TagSet = [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
        };
        request.Metadata["colour"] = "blue";
        request.Headers.CacheControl = "max-age=60";
        return _world.HomeS3.PutObjectAsync(request, Token);
    }

    private static async Task ShouldBeReplicaAsync(
        AmazonS3Client client, string bucket, string key, string body, string storageClass, params (string Key, string Value)[] tags)
    {
        using var replica = await client.GetObjectAsync(bucket, key, Token);
        using var reader = new StreamReader(replica.ResponseStream, Encoding.UTF8);
        (await reader.ReadToEndAsync(Token)).ShouldBe(body);
        replica.Headers.ContentType.ShouldBe("text/x-test");
        replica.Headers.CacheControl.ShouldBe("max-age=60");
        replica.Metadata["colour"].ShouldBe("blue");
        (replica.StorageClass?.Value is { Length: > 0 } named ? named : "STANDARD").ShouldBe(storageClass);
        var found = await client.GetObjectTaggingAsync(new() { BucketName = bucket, Key = key }, Token);
        (found.Tagging ?? []).Select(tag => (tag.Key, tag.Value)).ShouldBe(tags);
    }

    private void ShouldHaveCopiedAsRoleSession()
    {
        var copies = _world.Requests.Snapshot().Where(request => request.Operation == "CopyObject").ToList();
        copies.ShouldNotBeEmpty();
        copies.ShouldAllBe(copy => copy.UserId!.StartsWith("AROA", StringComparison.Ordinal) && copy.UserId.Contains(":s3replicator-", StringComparison.Ordinal));
        copies.Select(copy => (copy.Bucket, copy.Region)).Distinct().ShouldBe(
            [(Archive, LocalWorld.Away), (Mirror, LocalWorld.Home)], ignoreOrder: true);
    }

    private async Task<IReadOnlyList<string>> VersionsAsync(string bucket)
    {
        var versions = await _world.HomeS3.ListVersionsAsync(new ListVersionsRequest { BucketName = bucket }, Token);
        return (versions.Versions ?? []).ConvertAll(version => $"{version.Key} {version.VersionId} {version.IsDeleteMarker}");
    }

    private static async Task<string> BodyAsync(AmazonS3Client client, string bucket, string key, string? version = null)
    {
        using var found = await client.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key, VersionId = version }, Token);
        using var reader = new StreamReader(found.ResponseStream);
        return await reader.ReadToEndAsync(Token);
    }

    private async Task<IReadOnlyList<string>> BodiesOfVersionsAsync(string bucket, string key)
    {
        var versions = await _world.HomeS3.ListVersionsAsync(new ListVersionsRequest { BucketName = bucket, Prefix = key }, Token);
        var bodies = new List<string>();

        foreach (var version in versions.Versions.Where(version => version.IsDeleteMarker != true))
        {
            bodies.Add(await BodyAsync(_world.HomeS3, bucket, key, version.VersionId));
        }

        return bodies;
    }
}
