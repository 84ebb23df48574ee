using System.Text.Json;
using Amazon.S3;
using S3Replicator.Tests.Infrastructure;

namespace S3Replicator.Tests.Semantics;

/// <summary>Two buckets that replicate into each other.</summary>
public sealed class BidirectionalTests
{
    private const int Writes = 1_000;
    private const string Other = "other";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pair_under_a_thousand_writes_on_each_side_settles_without_one_superfluous_copy()
    {
        await using var world = await LocalWorld.StartAsync(Token);
        await world.CreateBucketAsync(Other, LocalWorld.Home);
        await world.NotifyAsync(Other, Token);
        var there = world.WriteRules(LocalWorld.Rule("there", Other));
        var back = world.WriteRules(
            string.Empty, $$"""{ "Bucket": "{{Other}}", "Role": "{{LocalWorld.Role}}", "Rules": [ {{LocalWorld.Rule("back", LocalWorld.Source)}} ] }""");
        await PutAsync(world.HomeS3, LocalWorld.Source, "from-source");
        await PutAsync(world.HomeS3, Other, "from-other");

        var result = await world.RunProgramAsync(
            Token, "run", "--queue-url", world.QueueUrl, "--rules", there, back, "--drain", "1", "--output", "json");

        result.ExitCode.ShouldBe(0, result.ToString());
        var summary = JsonDocument.Parse(result.StandardOutput).RootElement;
        summary.GetProperty("replicated").GetInt32().ShouldBe(2 * Writes);
        summary.GetProperty("skipped").GetProperty("ReplicaOfReplica").GetInt32().ShouldBe(2 * Writes);
        world.Requests.CountOf("CopyObject").ShouldBe(2 * Writes);
        (await KeysAsync(world.HomeS3, LocalWorld.Source)).ShouldBe(await KeysAsync(world.HomeS3, Other));
    }

    private static Task PutAsync(AmazonS3Client client, string bucket, string folder) => Parallel.ForEachAsync(
        Enumerable.Range(0, Writes),
        Token,
        async (index, token) => await client.PutObjectAsync(new() { BucketName = bucket, Key = $"{folder}/{index}", ContentBody = "x" }, token));

    private static async Task<IReadOnlyList<string>> KeysAsync(AmazonS3Client client, string bucket)
    {
        var keys = new List<string>();
        var request = new Amazon.S3.Model.ListObjectsV2Request { BucketName = bucket };
        Amazon.S3.Model.ListObjectsV2Response page;

        do
        {
            page = await client.ListObjectsV2Async(request, Token);
            keys.AddRange((page.S3Objects ?? []).Select(found => found.Key));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);

        return keys;
    }
}
