using Microsoft.Extensions.Logging.Abstractions;
using S3Replicator.Core.Rules;
using S3Replicator.Core.State;
using S3Replicator.Core.State.Failures;
using S3Replicator.Core.Tracking.Receipts;
using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.Tracking.Receipts;

public sealed class ObjectStatusFinderTests : IDisposable
{
    private const string Key = "docs/a b+é.txt";

    private static readonly DateTimeOffset Noon = EndedOperations.Noon;

    private readonly ManualTimeProvider _clock = new(Noon.AddHours(2));
    private readonly PlainMeterFactory _meters = new();
    private readonly InMemoryStateStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _meters.Dispose();

    [Fact]
    public async Task Finds_an_objects_receipts_among_those_of_others()
    {
        await WriteAsync(Noon.AddDays(-3), Key, "other", Key + ".bak", "docs/a b");

        var status = await FindAsync();

        var replica = status.Replicas.ShouldHaveSingleItem();
        replica.Status.ShouldBe(ReplicaState.Completed);
        replica.Destination.ShouldBe(new ObjectName("mirror", Key, "d1"));
        status.VersionId.ShouldBe("v1");
    }

    [Fact]
    public async Task Looks_back_as_far_as_told_and_says_how_far()
    {
        await WriteAsync(Noon.AddDays(-8), Key);

        var status = await FindAsync();

        status.Replicas.ShouldBeEmpty();
        status.SearchedFrom.ShouldBe(Noon.AddDays(-7));
    }

    [Fact]
    public async Task Knows_versions_apart()
    {
        await WriteAsync(Noon, Key);

        (await FindAsync(version: "v2")).Replicas.ShouldBeEmpty();
        (await FindAsync(version: "v1")).Replicas.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task With_rules_what_is_not_recorded_yet_is_pending_and_what_no_rule_covers_is_not_there()
    {
        await WriteAsync(Noon, Key);

        var status = await FindAsync(Rules("docs", "other"));

        status.Replicas.Select(replica => (replica.Rule, replica.Status)).ShouldBe([("docs", ReplicaState.Completed), ("other", ReplicaState.Pending)]);
        (await FindAsync(Rules("docs", "other"), key: "else")).Replicas.ShouldBeEmpty();
    }

    [Fact]
    public async Task With_rules_it_ends_the_search_when_it_has_found_them_all()
    {
        await WriteAsync(Noon, Key);
        await WriteAsync(Noon.AddDays(-2), "older");

        var status = await FindAsync(Rules("docs"));

        status.SearchedFrom.ShouldBe(Noon);
    }

    [Fact]
    public async Task A_recorded_failure_shows()
    {
        var log = new FailureLog(_store, NullLogger<FailureLog>.Instance);
        await log.RecordAsync(
            FailureRecord.Of(EndedOperations.Event(Key), EndedOperations.Decision(), "revision", "DstBucketNotFound", "no bucket", 3, Noon), Token);

        var replica = (await FindAsync()).Replicas.ShouldHaveSingleItem();

        replica.Status.ShouldBe(ReplicaState.Failed);
        replica.Reason.ShouldBe("DstBucketNotFound");
        (await FindAsync(version: "v2")).Replicas.ShouldBeEmpty();
        (await FindAsync(key: "docs")).Replicas.ShouldBeEmpty();
    }

    [Fact]
    public async Task Lines_and_names_that_are_none_of_ours_are_passed_over()
    {
        await _store.PutAsync("receipts/dt=2026-01-02/hour=12/x-000001.jsonl", "{\"source_key\":\"docs/a b+é.txt\"\n\nnull\n[1]\n"u8.ToArray(), StateCondition.None, Token);
        await _store.PutAsync("receipts/dt=2026-01-02/hour=99/x-000001.jsonl", "{}"u8.ToArray(), StateCondition.None, Token);
        await _store.PutAsync("receipts/dt=2026-01-02/readme.txt", "docs/a b+é.txt"u8.ToArray(), StateCondition.None, Token);
        await _store.PutAsync("failures/docs/x.json", "{"u8.ToArray(), StateCondition.None, Token);
        await WriteAsync(Noon, Key);

        (await FindAsync()).Replicas.ShouldHaveSingleItem();
    }

    private static BucketRules Rules(params string[] ids)
    {
        var document = new ReplicationDocument
        {
            Bucket = "source",
            Rules = [.. ids.Select(id => new ReplicationRule
            {
                Id = id,
                Filter = new() { Prefix = "docs/" },
                Destination = new() { Bucket = id == "docs" ? "mirror" : id },
            })],
        };
        return new("source", [document]);
    }

    private async Task WriteAsync(DateTimeOffset at, params string[] keys)
    {
        var writer = new ReceiptWriter(_store, "host", new(), new(_meters), _clock, NullLogger<ReceiptWriter>.Instance);

        foreach (var key in keys)
        {
            writer.Add(EndedOperations.Replicated(key, at));
        }

        writer.Complete();
        await writer.RunAsync(Token);
    }

    private Task<ObjectStatus> FindAsync(BucketRules? rules = null, string key = Key, string? version = null) =>
        new ObjectStatusFinder(new(_store), new(_store, NullLogger<FailureLog>.Instance), _clock)
            .FindAsync("source", key, version, rules, Noon.AddDays(-7), Token);
}
