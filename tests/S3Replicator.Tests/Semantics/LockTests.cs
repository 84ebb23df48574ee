using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Semantics;

/// <summary>Retention and legal hold of replicas.</summary>
public sealed class LockTests : IAsyncLifetime
{
    private const string Vault = "vault";
    private const string Mirror = "mirror";

    private static readonly DateTime Until = new(2099, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private LocalWorld _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.HomeS3.PutBucketAsync(new PutBucketRequest { BucketName = Vault, ObjectLockEnabledForBucket = true }, Token);
        await _world.NotifyAsync(Vault, Token);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(100, 1)]
    [InlineData(6 << 20, 0)]
    public async Task A_lock_goes_with_its_object_copied_whole_or_in_parts_though_the_rule_asks_for_nothing_else(int size, int copies)
    {
        await _world.HomeS3.PutBucketAsync(new PutBucketRequest { BucketName = Mirror, ObjectLockEnabledForBucket = true }, Token);
        await PutAsync("locked", new string('x', size), ObjectLockMode.Compliance, ObjectLockLegalHoldStatus.On);
        await PutAsync("free", "x", mode: null, hold: null);

        await DrainAsync();

        var replica = await _world.HomeS3.GetObjectMetadataAsync(Mirror, "locked", Token);
        replica.ObjectLockMode.ShouldBe(ObjectLockMode.Compliance);
        replica.ObjectLockRetainUntilDate!.Value.ToUniversalTime().ShouldBe(Until);
        replica.ObjectLockLegalHoldStatus.ShouldBe(ObjectLockLegalHoldStatus.On);
        (await _world.HomeS3.GetObjectMetadataAsync(Mirror, "free", Token)).ObjectLockMode.ShouldBeNull();
        _world.Requests.CountOf("CopyObject").ShouldBe(copies + 1);
    }

    [Fact]
    public async Task A_locked_object_does_not_go_where_no_lock_can_hold()
    {
        await _world.CreateBucketAsync(Mirror, LocalWorld.Home);
        await PutAsync("locked", "x", ObjectLockMode.Governance, hold: null);
        await PutAsync("free", "x", mode: null, hold: null);

        var result = await RunAsync();

        result.ExitCode.ShouldBe(1, result.ToString());
        JsonDocument.Parse(result.StandardOutput).RootElement.GetProperty("failed").GetProperty("DstBucketObjectLockConfigMissing").GetInt32().ShouldBe(1);
        (await _world.HomeS3.ListObjectsV2Async(new() { BucketName = Mirror }, Token)).S3Objects.ShouldHaveSingleItem().Key.ShouldBe("free");
    }

    private Task<PutObjectResponse> PutAsync(string key, string body, ObjectLockMode? mode, ObjectLockLegalHoldStatus? hold) => _world.HomeS3.PutObjectAsync(
        new()
        {
            BucketName = Vault,
            Key = key,
            ContentBody = body,
            ObjectLockMode = mode,
            ObjectLockRetainUntilDate = mode is null ? null : Until,
            ObjectLockLegalHoldStatus = hold,
        },
        Token);

    private async Task DrainAsync()
    {
        var result = await RunAsync();
        result.ExitCode.ShouldBe(0, result.ToString());
    }

    private Task<ProgramResult> RunAsync()
    {
        var rule = LocalWorld.Extended(LocalWorld.Rule("all", Mirror), "\"MultipartThreshold\": 5242880");
        var rules = _world.WriteRules(string.Empty, $$"""{ "Bucket": "{{Vault}}", "Role": "{{LocalWorld.Role}}", "Rules": [ {{rule}} ] }""");
        return _world.RunProgramAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["S3Replicator__Retry__ConfigurationRetryFor"] = "00:00:01",
                ["S3Replicator__Retry__ConfigurationPause"] = "00:00:01",
            },
            ["run", "--queue-url", _world.QueueUrl, "--rules", rules, "--drain", "1", "--output", "json"],
            Token);
    }
}
