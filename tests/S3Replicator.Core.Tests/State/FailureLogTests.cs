using Microsoft.Extensions.Logging.Abstractions;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.State;
using S3Replicator.Core.State.Failures;
using S3Replicator.Core.Tests.Tracking;
using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.State;

public sealed class FailureLogTests
{
    private static readonly DateTimeOffset Noon = EndedOperations.Noon;

    private readonly InMemoryStateStore _store = new();
    private readonly FailureLog _log;

    public FailureLogTests() => _log = new(_store, NullLogger<FailureLog>.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_back_everything_it_takes_to_try_again()
    {
        var record = Record(EndedOperations.Event("a\n\"b\"é/%41+ .txt") with { Time = null, RequestId = "r", PrincipalId = "p", Region = "eu-west-1", Size = null });

        await _log.RecordAsync(record, Token);

        (await AllAsync()).ShouldHaveSingleItem().ShouldBe(record);
        record.Source.ShouldBe(new ObjectName("source", "a\n\"b\"é/%41+ .txt", "v1"));
    }

    [Fact]
    public async Task The_same_operation_failing_again_is_one_failure()
    {
        await _log.RecordAsync(Record(attempts: 1), Token);
        await _log.RecordAsync(Record(attempts: 2), Token);

        (await AllAsync()).ShouldHaveSingleItem().Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task Operations_that_differ_in_anything_are_failures_of_their_own()
    {
        FailureRecord[] records =
        [
            Record(),
            Record(EndedOperations.Event(version: "v2")),
            Record(EndedOperations.Event(version: null)),
            Record(EndedOperations.Event(key: "other")),
            Record(EndedOperations.Event(bucket: "other")),
            Record(EndedOperations.Event(sequencer: "0056")),
            Record(EndedOperations.Event() with { Kind = EventKind.TagsChanged, Name = "ObjectTagging:Put" }),
            Record(decision: EndedOperations.Decision(rule: "other")),
            Record(decision: EndedOperations.Decision(destination: "other")),
        ];

        await Task.WhenAll(records.Select(record => _log.RecordAsync(record, Token)));

        (await AllAsync()).Count.ShouldBe(records.Length);
    }

    [Fact]
    public async Task Chooses_by_rule_reason_time_and_id()
    {
        var first = Record(decision: EndedOperations.Decision(rule: "one"));
        var second = Record(decision: EndedOperations.Decision(rule: "two/..")) with { Reason = "AssumeRoleNotPermitted", Time = Noon.AddHours(1) };
        await _log.RecordAsync(first, Token);
        await _log.RecordAsync(second, Token);

        (await ChosenAsync(new() { Rule = "two/.." })).ShouldBe([second]);
        (await ChosenAsync(new() { Rule = "tw" })).ShouldBeEmpty();
        (await ChosenAsync(new() { Reason = "assumerolenotpermitted" })).ShouldBe([second]);
        (await ChosenAsync(new() { Since = Noon.AddMinutes(1) })).ShouldBe([second]);
        (await ChosenAsync(new() { Since = Noon })).Count.ShouldBe(2);
        (await ChosenAsync(new() { Id = first.Id })).ShouldBe([first]);
        (await ChosenAsync(new() { Id = "../x" })).ShouldBeEmpty();
        (await ChosenAsync(new() { Rule = "one", Reason = "AssumeRoleNotPermitted" })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Forgets_what_it_is_told_to()
    {
        var record = Record();
        await _log.RecordAsync(record, Token);

        await _log.RemoveAsync(record, Token);

        (await AllAsync()).ShouldBeEmpty();
        _store.Names.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"id\":\"x\"}")]
    [InlineData("{\"id\":1,\"time\":\"yesterday\"}")]
    public async Task What_cannot_be_read_does_not_hide_the_others(string content)
    {
        await _store.PutAsync("failures/docs/a.json", System.Text.Encoding.UTF8.GetBytes(content), StateCondition.None, Token);
        await _store.PutAsync("failures/docs/notes.txt", "x"u8.ToArray(), StateCondition.None, Token);
        await _log.RecordAsync(Record(), Token);

        (await AllAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Reads_many_in_order()
    {
        for (var number = 0; number < 50; number++)
        {
            await _log.RecordAsync(Record(EndedOperations.Event(key: $"key-{number}")), Token);
        }

        (await AllAsync()).Select(record => record.Id).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        (await AllAsync()).Count.ShouldBe(50);
    }

    [Fact]
    public async Task Samples_a_few_of_each_rule_and_each_of_them_in_time()
    {
        for (var number = 0; number < 10; number++)
        {
            await _log.RecordAsync(Record(EndedOperations.Event(key: $"key-{number}")), Token);
        }

        await _log.RecordAsync(Record(decision: EndedOperations.Decision(rule: "other")), Token);
        var random = new Random(1);
        var seen = new HashSet<string>(StringComparer.Ordinal);

        for (var turn = 0; turn < 60; turn++)
        {
            var sample = await _log.SampleAsync(perRule: 3, random, Token);
            sample.CountBy(record => record.Rule, StringComparer.Ordinal).ShouldBe([new("docs", 3), new("other", 1)], ignoreOrder: true);
            seen.UnionWith(sample.Select(record => record.Id));
        }

        seen.Count.ShouldBe(11);
    }

    [Theory]
    [InlineData(EventKind.Created, ReplicationAction.Copy)]
    [InlineData(EventKind.DeleteMarkerCreated, ReplicationAction.PutDeleteMarker)]
    [InlineData(EventKind.TagsChanged, ReplicationAction.SyncTags)]
    public void Names_the_operation_even_where_the_decision_could_not_be_made(EventKind kind, ReplicationAction expected)
    {
        var undecided = EndedOperations.Decision(key: string.Empty) with { Action = ReplicationAction.Skip, Assumes = ObjectFacts.Tags };

        var record = Record(EndedOperations.Event() with { Kind = kind }, undecided);

        record.Operation.ShouldBe(expected);
        record.Destination.ShouldBe(new ObjectName("mirror", Key: null));
    }

    private static FailureRecord Record(ObjectEvent? objectEvent = null, Decision? decision = null, int attempts = 3) => FailureRecord.Of(
        objectEvent ?? EndedOperations.Event(), decision ?? EndedOperations.Decision(), "revision", "DstBucketNotFound", "There is no bucket.", attempts, Noon);

    private async Task<IReadOnlyList<FailureRecord>> AllAsync() => await ChosenAsync(FailureQuery.All);

    private async Task<IReadOnlyList<FailureRecord>> ChosenAsync(FailureQuery query) => await _log.ListAsync(query, Token).ToListAsync(Token);
}
