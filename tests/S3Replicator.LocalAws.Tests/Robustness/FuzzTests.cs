using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Amazon.S3.Model;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Tests.S3;

namespace S3Replicator.LocalAws.Tests.Robustness;

/// <summary>
/// Hostile requests over raw sockets, for some seconds: whatever comes, the answer is AWS's, and the server does not stumble.
/// <c>S3REPLICATOR_FUZZ_SECONDS</c> says how long (<c>test.sh</c> fuzzes for a minute), <c>S3REPLICATOR_FUZZ_REQUESTS</c> how many requests at
/// most, <c>S3REPLICATOR_FUZZ_SEED</c> repeats a run.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int DefaultSeconds = 10;
    private const int DefaultRequests = 1_000_000;
    private const int Connections = 8;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_is_a_success_or_an_error_of_AWS()
    {
        var seed = Setting("S3REPLICATOR_FUZZ_SEED") ?? Environment.TickCount;
        output.WriteLine($"S3REPLICATOR_FUZZ_SEED={seed}");
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        await aws.PutAsync("bucket", "a", "x");
        aws.Server.Queues.Create("arn:aws:sqs:us-east-1:000000000000:jobs");
        var role = aws.Server.Roles.Find("arn:aws:iam::000000000000:role/r")!;
        var expired = aws.Server.Credentials.Issue(new RoleSession(role, "s-1", TimeProvider.System.GetUtcNow().AddMinutes(-1)));
        var requests = new HostileRequests(seed, TimeProvider.System.GetUtcNow(), expired.AccessKeyId, expired.SecretAccessKey, expired.SessionToken!);
        var statuses = new ConcurrentDictionary<int, int>();

        await Parallel.ForEachAsync(
            Drawn(requests, TimeSpan.FromSeconds(Setting("S3REPLICATOR_FUZZ_SECONDS") ?? DefaultSeconds), Setting("S3REPLICATOR_FUZZ_REQUESTS") ?? DefaultRequests),
            new ParallelOptions { MaxDegreeOfParallelism = Connections, CancellationToken = Token },
            async (drawn, token) =>
            {
                var status = await AskAsync(aws.Server.Endpoint, drawn.Request, $"seed {seed}, request {drawn.Number}", token);
                statuses.AddOrUpdate(status, 1, static (_, count) => count + 1);
            });

        output.WriteLine(string.Join(", ", statuses.OrderBy(status => status.Key).Select(status => $"{status.Key}: {status.Value}")));
        aws.Server.Requests.Snapshot().ShouldAllBe(request => request.Fault == null, $"seed {seed}");
        aws.Server.Requests.Counts().Keys.ShouldAllBe(name => !name.Contains("Invented", StringComparison.Ordinal));
        (await aws.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket" }, Token)).ResponseMetadata.RequestId.ShouldNotBeNullOrEmpty();
    }

    private static IEnumerable<(int Number, WireRequest Request)> Drawn(HostileRequests requests, TimeSpan duration, int most)
    {
        var time = Stopwatch.StartNew();
        for (var number = 0; number < most && time.Elapsed < duration; number++)
        {
            yield return (number, requests.Next());
        }
    }

    private static async Task<int> AskAsync(Uri endpoint, WireRequest request, string name, CancellationToken cancellationToken)
    {
        var bytes = request.ToBytes();
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(TimeSpan.FromSeconds(60));
        try
        {
            var answer = await WireAnswer.AskAsync(endpoint, bytes, bound.Token);
            answer?.Fault(isHead: request.Method is "HEAD").ShouldBeNull($"answer {answer.Status}:\n{Shown(answer.Body)}");
            return answer?.Status ?? 0;
        }
        catch (Exception exception) when (exception is InvalidOperationException or OperationCanceledException or ShouldAssertException)
        {
            throw new InvalidOperationException($"{name}:\n{Shown(bytes)}", exception);
        }
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string Shown(byte[] bytes) => Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 4000));
}
