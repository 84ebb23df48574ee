using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using S3Replicator.Core.State;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Receipts;
using S3Replicator.Core.Tracking.Receipts.Chain;
using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.Tracking.Receipts;

public sealed class ReceiptAuditTests
{
    private readonly InMemoryStateStore _state = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finds_nothing_where_everything_is_as_it_was_written()
    {
        await WriteAsync("one", hours: 3);
        await WriteAsync("two", hours: 2);

        var result = await AuditAsync();

        result.Findings.ShouldBeEmpty();
        (result.Segments, result.Links).ShouldBe((5, 5));
        result.Heads.Select(head => (head.Worker, head.Number)).ShouldBe([("one", 3), ("two", 2)]);
    }

    [Fact]
    public async Task A_worker_that_starts_anew_goes_on_with_its_chain()
    {
        await WriteAsync("one", hours: 2);
        await WriteAsync("one", hours: 2);

        var result = await AuditAsync();

        result.Findings.ShouldBeEmpty();
        result.Heads.ShouldHaveSingleItem().Number.ShouldBe(4);
    }

    [Fact]
    public async Task A_segment_that_was_altered_is_named()
    {
        await WriteAsync("one", hours: 2);
        var segment = (await NamesAsync("receipts/"))[0];
        await ReplaceAsync(segment, text => text.Replace("\"lag_ms\":2000", "\"lag_ms\":20", StringComparison.Ordinal));

        (await AuditAsync()).Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            finding => finding.Kind.ShouldBe("Altered"), finding => finding.Subject.ShouldBe(segment));
    }

    [Fact]
    public async Task A_segment_that_was_removed_is_named()
    {
        await WriteAsync("one", hours: 2);
        var segment = (await NamesAsync("receipts/"))[1];
        await _state.DeleteAsync(segment, Token);

        var finding = (await AuditAsync()).Findings.ShouldHaveSingleItem();
        (finding.Kind, finding.Subject).ShouldBe(("Removed", segment));
    }

    [Fact]
    public async Task A_segment_that_no_worker_wrote_is_named()
    {
        await WriteAsync("one", hours: 1);
        var added = (await NamesAsync("receipts/"))[0].Replace("one", "other", StringComparison.Ordinal);
        await _state.PutAsync(added, "{}\n"u8.ToArray(), StateCondition.None, Token);

        var finding = (await AuditAsync()).Findings.ShouldHaveSingleItem();
        (finding.Kind, finding.Subject).ShouldBe(("Added", added));
    }

    [Fact]
    public async Task A_segment_that_was_removed_together_with_its_link_is_missed_in_the_chain()
    {
        await WriteAsync("one", hours: 3);
        await _state.DeleteAsync((await NamesAsync("receipts/"))[1], Token);
        await _state.DeleteAsync("chain/one/0000000002.json", Token);

        var finding = (await AuditAsync()).Findings.ShouldHaveSingleItem();
        (finding.Kind, finding.Subject).ShouldBe(("Removed", "chain/one/0000000002.json"));
    }

    [Fact]
    public async Task A_segment_and_a_link_that_were_altered_to_fit_each_other_do_not_fit_the_next_link()
    {
        await WriteAsync("one", hours: 3);
        var segment = (await NamesAsync("receipts/"))[1];
        await ReplaceAsync(segment, text => text.Replace("2000", "2001", StringComparison.Ordinal));
        var altered = ChainLink.HashOf((await _state.GetAsync(segment, Token))!.Content.Span);
        var link = ChainLink.Read((await _state.GetAsync("chain/one/0000000002.json", Token))!.Content.Span)!;
        await _state.PutAsync("chain/one/0000000002.json", (link with { Sha256 = altered }).Write(), StateCondition.None, Token);

        var finding = (await AuditAsync()).Findings.ShouldHaveSingleItem();
        (finding.Kind, finding.Subject).ShouldBe(("Altered", "chain/one/0000000002.json"));
    }

    [Fact]
    public async Task What_was_cut_off_the_end_shows_by_a_head_that_was_noted()
    {
        await WriteAsync("one", hours: 3);
        var noted = (await AuditAsync()).Heads;
        await _state.DeleteAsync((await NamesAsync("receipts/"))[2], Token);
        await _state.DeleteAsync("chain/one/0000000003.json", Token);

        (await AuditAsync()).Findings.ShouldBeEmpty();
        var finding = (await AuditAsync(noted)).Findings.ShouldHaveSingleItem();
        (finding.Kind, finding.Subject).ShouldBe(("Removed", "chain/one/0000000003.json"));
    }

    [Fact]
    public async Task What_a_worker_wrote_and_died_before_it_could_link_is_linked_by_the_next()
    {
        await WriteAsync("one", hours: 2);
        await _state.DeleteAsync("chain/one/0000000002.json", Token);
        (await AuditAsync()).Findings.ShouldHaveSingleItem().Kind.ShouldBe("Added");

        await WriteAsync("one", hours: 1, fromHour: 2);

        (await AuditAsync()).Findings.ShouldBeEmpty();
        ChainLink.Read((await _state.GetAsync("chain/one/0000000002.json", Token))!.Content.Span)!.IsRecovered.ShouldBeTrue();
    }

    [Fact]
    public async Task Links_that_are_none_are_named()
    {
        await WriteAsync("one", hours: 1);
        await _state.PutAsync("chain/one/0000000001.json", "no link"u8.ToArray(), StateCondition.None, Token);

        (await AuditAsync()).Findings.Select(finding => finding.Kind).ShouldContain("Broken");
    }

    private Task<AuditResult> AuditAsync(IReadOnlyList<ChainHead>? noted = null) => new ReceiptAudit(_state).CheckAsync(
        EndedOperations.Noon.AddDays(-1), EndedOperations.Noon.AddDays(1), noted ?? [], Token);

    private async Task WriteAsync(string worker, int hours, int fromHour = 0)
    {
        using var meters = new PlainMeterFactory();
        var writer = new ReceiptWriter(
            _state, worker, new() { FlushAfter = TimeSpan.FromMilliseconds(1) }, new ReplicatorMetrics(meters), TimeProvider.System, NullLogger<ReceiptWriter>.Instance);

        for (var hour = fromHour; hour < fromHour + hours; hour++)
        {
            writer.Add(EndedOperations.Replicated($"key-{hour}", EndedOperations.Noon.AddHours(hour)));
        }

        writer.Complete();
        await writer.RunAsync(Token);
    }

    private async Task<IReadOnlyList<string>> NamesAsync(string prefix) =>
        await _state.ListAsync(prefix, Token).Select(entry => entry.Name).ToListAsync(Token);

    private async Task ReplaceAsync(string name, Func<string, string> change)
    {
        var found = await _state.GetAsync(name, Token);
        var text = Encoding.UTF8.GetString(found!.Content.Span);
        change(text).ShouldNotBe(text);
        await _state.PutAsync(name, Encoding.UTF8.GetBytes(change(text)), StateCondition.None, Token);
    }
}
