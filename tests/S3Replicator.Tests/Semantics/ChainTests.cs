using System.Text.Json;
using S3Replicator.Tests.Infrastructure;

namespace S3Replicator.Tests.Semantics;

/// <summary>Replicas that are replicated on.</summary>
public sealed class ChainTests : IAsyncLifetime
{
    private static readonly string[] Buckets = [LocalWorld.Source, "second", "third", "fourth"];

    private LocalWorld _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);

        foreach (var bucket in Buckets[1..])
        {
            await _world.CreateBucketAsync(bucket, LocalWorld.Home);
            await _world.NotifyAsync(bucket, Token);
        }
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Without_the_setting_a_replica_goes_no_further()
    {
        await PutAsync();

        var summary = await DrainAsync("\"Lineage\": \"Metadata\"");

        (await HoldersAsync()).ShouldBe([LocalWorld.Source, "second"]);
        summary.GetProperty("skipped").GetProperty("ReplicaOfReplica").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    public async Task A_replica_goes_as_many_hops_further_as_the_rules_allow(int maxHops, int holders)
    {
        await PutAsync();

        await DrainAsync($$"""
            "Lineage": "Metadata", "ChainReplicas": { "MaxHops": {{maxHops}} }
            """);

        (await HoldersAsync()).ShouldBe(Buckets[..holders]);
    }

    [Fact]
    public async Task The_lineage_of_each_replica_names_the_bucket_and_version_before_it_and_counts_the_hops()
    {
        var version = await PutAsync();

        await DrainAsync("""
            "Lineage": "Metadata", "ChainReplicas": { "MaxHops": 5 }
            """);

        var second = await _world.HomeS3.GetObjectMetadataAsync("second", "key", Token);
        var third = await _world.HomeS3.GetObjectMetadataAsync("third", "key", Token);
        second.Metadata["s3replicator-lineage"].ShouldStartWith($"{LocalWorld.Source} {version} ");
        second.Metadata["s3replicator-lineage"].ShouldEndWith(" 1");
        third.Metadata["s3replicator-lineage"].ShouldStartWith($"second {second.VersionId} ");
        third.Metadata["s3replicator-lineage"].ShouldEndWith(" 2");
        third.Metadata["own"].ShouldBe("kept");
        third.Headers.ContentType.ShouldBe("text/x-own");
    }

    private async Task<string> PutAsync()
    {
        var request = new Amazon.S3.Model.PutObjectRequest
        {
            BucketName = LocalWorld.Source,
            Key = "key",
            ContentBody = "x",
            ContentType = "text/x-own",
        };
        request.Metadata["own"] = "kept";
        return (await _world.HomeS3.PutObjectAsync(request, Token)).VersionId;
    }

    private async Task<JsonElement> DrainAsync(string members)
    {
        var documents = Buckets[..^1].Zip(Buckets[1..]).Select(pair => _world.WriteRules(
            string.Empty,
            $$"""
            { "Bucket": "{{pair.First}}", "Role": "{{LocalWorld.Role}}",
              "Rules": [ {{LocalWorld.Extended(LocalWorld.Rule($"to-{pair.Second}", pair.Second), members)}} ] }
            """));
        var result = await _world.RunProgramAsync(
            Token, ["run", "--queue-url", _world.QueueUrl, .. documents.SelectMany(document => new[] { "--rules", document }), "--drain", "1", "--output", "json"]);
        result.ExitCode.ShouldBe(0, result.ToString());
        return JsonDocument.Parse(result.StandardOutput).RootElement;
    }

    private async Task<List<string>> HoldersAsync()
    {
        var holders = new List<string>();

        foreach (var bucket in Buckets)
        {
            if ((await _world.HomeS3.ListObjectsV2Async(new() { BucketName = bucket }, Token)).KeyCount > 0)
            {
                holders.Add(bucket);
            }
        }

        return holders;
    }
}
