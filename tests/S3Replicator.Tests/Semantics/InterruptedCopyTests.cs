using System.Globalization;
using Amazon.S3.Model;
using S3Replicator.LocalAws.Faults;
using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Semantics;

/// <summary>Six gibibytes under way when the worker is killed or stopped: the real program, the local AWS, state in a folder and in a bucket.</summary>
public sealed class InterruptedCopyTests : IAsyncLifetime
{
    private const string Mirror = "mirror";
    private const string Key = "giant";
    private const long PartSize = 128L << 20;
    private const int Parts = 48;
    private const int CopiedFirst = 20;
    private const int PartsAtOnce = 4;

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("state-");
    private LocalWorld _world = null!;
    private string _rules = string.Empty;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Home);
        await _world.CreateBucketAsync("state", LocalWorld.Home, versioned: false);
        _rules = _world.WriteRules(LocalWorld.Rule("all", Mirror));
        await UploadAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("s3://state/fleet")]
    public async Task After_kill_9_another_worker_completes_the_copy_and_copies_only_what_is_missing(string state)
    {
        var copied = await InterruptAsync(state, worker =>
        {
            worker.Kill();
            return Task.CompletedTask;
        });

        var result = await RunAsync(state);

        result.ExitCode.ShouldBe(0, result.ToString());
        (_world.Requests.CountOf("UploadPartCopy") - copied).ShouldBeInRange(Parts - copied, Parts - copied + PartsAtOnce);
        result.StandardError.ShouldContain($"{copied} of {Parts} parts are there");
        await ShouldBeReplicatedAsync(state);
    }

    [Fact]
    public async Task A_worker_that_is_told_to_stop_hands_the_copy_over()
    {
        await InterruptAsync("folder", async worker =>
        {
            worker.Terminate();
            (await worker.WaitForExitAsync(Bound, Token)).ExitCode.ShouldBe(0);
        });

        var result = await RunAsync("folder");

        result.ExitCode.ShouldBe(0, result.ToString());
        _world.Requests.CountOf("CreateMultipartUpload").ShouldBe(1);
        await ShouldBeReplicatedAsync("folder");
    }

    [Fact]
    public async Task Nobody_continues_an_upload_of_what_the_source_was_before_and_it_is_aborted()
    {
        await InterruptAsync("folder", worker =>
        {
            worker.Kill();
            return Task.CompletedTask;
        });
        await _world.HomeS3.PutObjectAsync(new() { BucketName = LocalWorld.Source, Key = Key, ContentBody = "small now" }, Token);
        await _world.HomeS3.DeleteObjectAsync(new() { BucketName = LocalWorld.Source, Key = Key, VersionId = await OldestAsync() }, Token);

        var result = await RunAsync("folder");

        result.ExitCode.ShouldBe(0, result.ToString());
        (await _world.HomeS3.GetObjectMetadataAsync(Mirror, Key, Token)).ContentLength.ShouldBe(9);
        await ShouldHaveLeftNothingAsync("folder");
    }

    [Fact]
    public async Task The_sweep_aborts_what_nobody_goes_on_with()
    {
        await InterruptAsync("folder", worker =>
        {
            worker.Kill();
            return Task.CompletedTask;
        });
        await _world.Queues.PurgeQueueAsync(_world.QueueUrl, Token);
        (await UploadsAsync()).Count.ShouldBe(1);

        await using var sweeper = Start("folder", ("S3Replicator__Copy__SweepEvery", "00:00:01"), ("S3Replicator__Copy__AbandonedAfter", "00:00:01"));

        await Poll.UntilAsync(async _ => (await UploadsAsync()).Count == 0 && Records().Length == 0, Bound, Token);
    }

    /// <summary>Runs a worker until it has copied some parts and hangs with others in flight, ends it, and gives how many parts were copied.</summary>
    private async Task<int> InterruptAsync(string state, Func<ProgramProcess, Task> end)
    {
        _world.Requests.Clear();
        using var hanging = new Removal(_world.Faults.Add(new()
        {
            Operation = "UploadPartCopy",
            Bucket = Mirror,
            Skip = CopiedFirst,
            Effect = FaultEffect.Latency,
            LatencyMilliseconds = int.MaxValue,
        }));

        await using (var worker = Start(state, ("S3Replicator__Queue__ShutdownBudget", "00:00:01")))
        {
            await Poll.UntilAsync(
                () => hanging.Handle.Hits == PartsAtOnce && _world.Requests.CountOf("UploadPartCopy") == CopiedFirst, Bound, Token);
            await end(worker);
        }

        return CopiedFirst;
    }

    private Task<ProgramResult> RunAsync(string state) => ProgramProcess.RunAsync(
        _world.Program(["run", "--queue-url", _world.QueueUrl, "--rules", _rules, "--state", StateOf(state), "--drain", "1"], Settings()),
        Bound,
        Token);

    private ProgramProcess Start(string state, params (string Name, string Value)[] settings) => ProgramProcess.Start(
        _world.Program(["run", "--queue-url", _world.QueueUrl, "--rules", _rules, "--state", StateOf(state)], Settings(settings)));

    /// <summary>Short times, so that what a dead worker had in hand soon lapses.</summary>
    private static Dictionary<string, string?> Settings(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["S3Replicator__Queue__VisibilityTimeout"] = "00:00:06",
            ["S3Replicator__Copy__ClaimLength"] = "00:00:03",
            ["S3Replicator__Copy__PartsAtOnce"] = PartsAtOnce.ToString(CultureInfo.InvariantCulture),
        };

        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return settings;
    }

    private string StateOf(string state) => state is "folder" ? _folder.FullName : state;

    /// <summary>Uploads a source of six gibibytes.</summary>
    private async Task UploadAsync()
    {
        using var uploads = new PatternUploads(_world.Endpoint);
        await uploads.UploadAsync(LocalWorld.Source, Key, Enumerable.Repeat(PartSize, Parts), seed: 1, Token);
    }

    private async Task<string> OldestAsync()
    {
        var versions = await _world.HomeS3.ListVersionsAsync(new ListVersionsRequest { BucketName = LocalWorld.Source, Prefix = Key }, Token);
        return versions.Versions[^1].VersionId;
    }

    private async Task ShouldBeReplicatedAsync(string state)
    {
        var source = await _world.HomeS3.GetObjectMetadataAsync(LocalWorld.Source, Key, Token);
        var replica = await _world.HomeS3.GetObjectMetadataAsync(Mirror, Key, Token);
        (replica.ETag, replica.ContentLength).ShouldBe((source.ETag, Parts * PartSize));
        (await _world.HomeS3.ListVersionsAsync(Mirror, Token)).Versions.ShouldHaveSingleItem();
        await ShouldHaveLeftNothingAsync(state);
    }

    private async Task ShouldHaveLeftNothingAsync(string state)
    {
        (await UploadsAsync()).ShouldBeEmpty();
        (await _world.MessagesAsync(Token)).ShouldBe(0);

        if (state is "folder")
        {
            Records().ShouldBeEmpty();
        }
        else
        {
            ((await _world.HomeS3.ListObjectsV2Async(new() { BucketName = "state", Prefix = "fleet/multipart/" }, Token)).S3Objects ?? []).ShouldBeEmpty();
        }
    }

    private async Task<List<MultipartUpload>> UploadsAsync() =>
        (await _world.HomeS3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = Mirror }, Token)).MultipartUploads ?? [];

    private string[] Records()
    {
        var folder = Path.Combine(_folder.FullName, "multipart");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
    }

    private sealed class Removal(FaultHandle handle) : IDisposable
    {
        public FaultHandle Handle => handle;

        public void Dispose() => handle.Remove();
    }
}
