using System.Globalization;
using System.Text.Json;
using S3Replicator.Tests.Infrastructure;

namespace S3Replicator.Tests.Semantics;

/// <summary>Rules that are held to a rate.</summary>
public sealed class LimitTests
{
    private const string Slow = "slow";
    private const string Fast = "fast";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rule_at_its_limit_does_not_hold_up_the_objects_of_another_that_come_after()
    {
        const int Limited = 160;
        const int Others = 20;
        await using var world = await LocalWorld.StartAsync(Token);
        await world.CreateBucketAsync(Slow, LocalWorld.Home);
        await world.CreateBucketAsync(Fast, LocalWorld.Home);
        await PutAsync(world, "slow/", Limited);
        await PutAsync(world, "fast/", Others);
        var limited = LocalWorld.Rule("slow", Slow, "slow/").TrimEnd().TrimEnd('}').TrimEnd()
            + """, "S3Replicator": { "Limits": { "RequestsPerSecond": 40 } } }""";

        var result = await world.DrainAsync(world.WriteRules($"{limited},{LocalWorld.Rule("fast", Fast, "fast/")}"), Token);

        result.ExitCode.ShouldBe(0, result.ToString());
        var summary = JsonDocument.Parse(result.StandardOutput).RootElement;
        summary.GetProperty("replicated").GetInt32().ShouldBe(Limited + Others);
        summary.GetProperty("received").GetInt32().ShouldBeGreaterThan(Limited + Others, "what a worker has no room for waits in the queue");
        var copies = world.Requests.Snapshot().Where(request => request.Operation == "CopyObject").Select(request => request.Bucket).ToList();
        copies.LastIndexOf(Fast).ShouldBeLessThan(Limited);
        copies[^1].ShouldBe(Slow);
    }

    private static Task PutAsync(LocalWorld world, string prefix, int count) => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        Token,
        async (index, token) => await world.HomeS3.PutObjectAsync(
            new() { BucketName = LocalWorld.Source, Key = prefix + index.ToString(CultureInfo.InvariantCulture), ContentBody = "x" }, token));
}
