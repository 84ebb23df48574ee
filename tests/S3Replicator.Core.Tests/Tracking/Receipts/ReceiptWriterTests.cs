using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Tracking.Receipts;
using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.Tracking.Receipts;

public sealed class ReceiptWriterTests : IDisposable
{
    private const string Worker = "host-1";
    private const string Hour = "receipts/dt=2026-01-02/hour=12/";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly ManualTimeProvider _clock = new(EndedOperations.Noon);
    private readonly InMemoryStateStore _store = new();
    private readonly ReceiptOptions _options = new();
    private readonly PlainMeterFactory _meters = new();
    private readonly CancellationTokenSource _giveUp = new();

    private IReadOnlyList<string> Segments => [.. _store.Names.Where(name => name.StartsWith("receipts/", StringComparison.Ordinal))];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _meters.Dispose();
        _giveUp.Dispose();
    }

    [Fact]
    public async Task Writes_a_line_of_flat_JSON_for_an_operation()
    {
        await WriteAsync(writer => writer.Add(EndedOperations.Replicated()));

        var line = LinesOf($"{Hour}host-1-000001.jsonl").ShouldHaveSingleItem();
        line.ShouldBe(
            """
            {"source_bucket":"source","source_key":"docs/a b+é.txt","source_version":"v1","destination_bucket":"mirror","destination_key":"docs/a b+é.txt","destination_version":"d1","rule":"docs","rule_revision":"revision","action":"Copy","outcome":"Replicated","reason":null,"etag":"etag","size":5,"event_time":"2026-01-02T11:59:58.000Z","completed_time":"2026-01-02T12:00:00.000Z","lag_ms":2000,"threshold_ms":900000,"cause":null,"source_region":null,"destination_region":null,"attempts":1,"request_id":"request","worker":"host-1"}
            """);
    }

    [Fact]
    public async Task Writes_a_line_also_for_what_failed_and_why()
    {
        var error = new StoreError { Operation = "CopyObject", Class = FailureClass.Final, Reason = "DstBucketNotFound", Message = "no bucket", RequestId = "refused" };

        await WriteAsync(writer => writer.Add(EndedOperations.Replicated() with { Outcome = CopyOutcome.Failed(error), Attempt = new("revision", 7) }));

        var receipt = JsonDocument.Parse(LinesOf(Segments[0])[0]).RootElement;
        receipt.GetProperty("outcome").GetString().ShouldBe("Failed");
        receipt.GetProperty("reason").GetString().ShouldBe("DstBucketNotFound");
        receipt.GetProperty("attempts").GetInt32().ShouldBe(7);
        receipt.GetProperty("request_id").GetString().ShouldBe("refused");
        receipt.GetProperty("destination_version").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_key_with_line_breaks_and_quotes_stays_on_one_line()
    {
        await WriteAsync(writer => writer.Add(EndedOperations.Replicated("a\n\"b\"\u2028\\")));

        var line = LinesOf(Segments[0]).ShouldHaveSingleItem();
        JsonDocument.Parse(line).RootElement.GetProperty("source_key").GetString().ShouldBe("a\n\"b\"\u2028\\");
    }

    [Fact]
    public async Task Gathers_receipts_until_the_first_has_waited_long_enough()
    {
        var writer = Create();
        var running = writer.RunAsync(_giveUp.Token);
        writer.Add(EndedOperations.Replicated("a"));
        writer.Add(EndedOperations.Replicated("b"));
        await _clock.TimerOfAsync(_options.FlushAfter, Token);
        Segments.ShouldBeEmpty();

        _clock.Advance(_options.FlushAfter);

        await Poll.UntilAsync(() => Segments.Count == 1, Bound, Token);
        LinesOf(Segments[0]).Count.ShouldBe(2);
        writer.Complete();
        await running;
    }

    [Fact]
    public async Task Writes_at_once_when_a_segment_is_full()
    {
        _options.SegmentBytes = 1;
        var writer = Create();
        var running = writer.RunAsync(_giveUp.Token);

        writer.Add(EndedOperations.Replicated("a"));
        await Poll.UntilAsync(() => Segments.Count == 1, Bound, Token);
        writer.Add(EndedOperations.Replicated("b"));
        await Poll.UntilAsync(() => Segments.Count == 2, Bound, Token);

        Segments.ShouldBe([$"{Hour}host-1-000001.jsonl", $"{Hour}host-1-000002.jsonl"]);
        writer.Complete();
        await running;
    }

    [Fact]
    public async Task Keeps_the_hours_apart()
    {
        await WriteAsync(writer =>
        {
            writer.Add(EndedOperations.Replicated("a", EndedOperations.Noon.AddTicks(-1)));
            writer.Add(EndedOperations.Replicated("b", EndedOperations.Noon));
            writer.Add(EndedOperations.Replicated("c", EndedOperations.Noon.AddHours(12)));
        });

        Segments.ShouldBe(
        [
            "receipts/dt=2026-01-02/hour=11/host-1-000001.jsonl",
            "receipts/dt=2026-01-02/hour=12/host-1-000001.jsonl",
            "receipts/dt=2026-01-03/hour=00/host-1-000001.jsonl",
        ]);
    }

    [Fact]
    public async Task Tries_a_failed_write_again_after_growing_pauses_and_loses_nothing()
    {
        _store.PutFaults = 2;
        var writer = Create();
        writer.Add(EndedOperations.Replicated());
        writer.Complete();
        var running = writer.RunAsync(_giveUp.Token);

        await _clock.TimerOfAsync(_options.FirstPause, Token);
        _clock.Advance(_options.FirstPause);
        await _clock.TimerOfAsync(_options.FirstPause * 2, Token);
        _clock.Advance(_options.FirstPause * 2);
        await running.WaitAsync(Bound, Token);

        _store.Puts.ShouldBe(4);
        LinesOf(Segments.ShouldHaveSingleItem()).ShouldHaveSingleItem();
        writer.Lost.ShouldBe(0);
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_not_repeated_under_another_name()
    {
        _store.LostAnswers = 1;
        var writer = Create();
        writer.Add(EndedOperations.Replicated());
        writer.Complete();
        var running = writer.RunAsync(_giveUp.Token);

        await _clock.TimerOfAsync(_options.FirstPause, Token);
        _clock.Advance(_options.FirstPause);
        await running.WaitAsync(Bound, Token);

        Segments.ShouldHaveSingleItem();
    }

    [Fact]
    public void Counts_what_it_has_no_room_for_and_never_holds_up_the_operation()
    {
        _options.Capacity = 2;
        var writer = Create();

        for (var i = 0; i < 5; i++)
        {
            writer.Add(EndedOperations.Replicated());
        }

        writer.Lost.ShouldBe(3);
    }

    [Fact]
    public async Task Gives_up_at_the_end_of_the_shutdown_budget_and_counts_what_is_left()
    {
        _store.PutFaults = int.MaxValue;
        var writer = Create();
        writer.Add(EndedOperations.Replicated("a"));
        writer.Add(EndedOperations.Replicated("b"));
        writer.Complete();
        var running = writer.RunAsync(_giveUp.Token);
        await _clock.TimerOfAsync(_options.FirstPause, Token);

        await _giveUp.CancelAsync();
        await running.WaitAsync(Bound, Token);

        writer.Lost.ShouldBe(2);
        Segments.ShouldBeEmpty();
    }

    [Fact]
    public async Task Goes_on_counting_segments_after_a_restart_and_beside_a_worker_of_the_same_name()
    {
        await WriteAsync(writer => writer.Add(EndedOperations.Replicated("a")));
        await WriteAsync(writer => writer.Add(EndedOperations.Replicated("b")));
        await Task.WhenAll(
            WriteAsync(writer => writer.Add(EndedOperations.Replicated("c"))),
            WriteAsync(writer => writer.Add(EndedOperations.Replicated("d"))));

        Segments.Count.ShouldBe(4);
        Segments.SelectMany(LinesOf).Count().ShouldBe(4);
    }

    private ReceiptWriter Create() =>
        new(_store, Worker, _options, new(_meters), _clock, NullLogger<ReceiptWriter>.Instance);

    private async Task WriteAsync(Action<ReceiptWriter> act)
    {
        var writer = Create();
        act(writer);
        writer.Complete();
        await writer.RunAsync(_giveUp.Token).WaitAsync(Bound, Token);
    }

    private IReadOnlyList<string> LinesOf(string name)
    {
        var text = Encoding.UTF8.GetString(_store.GetAsync(name, Token).Result!.Content.Span);
        text.ShouldEndWith("\n");
        return text.TrimEnd('\n').Split('\n');
    }
}
