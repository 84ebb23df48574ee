using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using S3Replicator.Core.Rules.Sources;
using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Sources;

public sealed class RuleWatcherTests : IRuleReloadObserver, IDisposable
{
    private const string Location = "s3://config-bucket/rules.json";

    private readonly FakeRemoteDocuments _remote = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SemaphoreSlim _told = new(0);
    private readonly List<string> _heard = [];
    private readonly RuleSetHolder _holder;
    private readonly RuleWatcher _watcher;

    public RuleWatcherTests()
    {
        _remote.Texts[Location] = Document().ToJsonString();
        _holder = new RuleSetHolder(new RuleSnapshot(Document().Load().Rules!, _time.GetUtcNow(), [], []));
        _watcher = new RuleWatcher([RuleSources.Of(Location, _remote)], _holder, this, new RuleReloadOptions(), _time, NullLogger<RuleWatcher>.Instance);
    }

    public void Dispose() => _told.Dispose();

    [Fact]
    public async Task Leaves_the_rules_alone_while_nothing_changes()
    {
        var before = _holder.Current.Rules;

        await LookAsync();
        await LookAsync();

        _holder.Current.Rules.ShouldBeSameAs(before);
        _heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task Takes_up_new_rules_whole()
    {
        _remote.Texts[Location] = Document(Rule("one", 1), Rule("two", 2)).ToJsonString();

        await LookAsync();

        _holder.Current.Rules.ForBucket("source-bucket")!.Rules.Select(bound => bound.Rule.Id).ShouldBe(["one", "two"]);
        _heard.ShouldBe(["replaced"]);
    }

    [Fact]
    public async Task Keeps_the_last_good_rules_when_a_document_is_bad_and_recovers()
    {
        var before = _holder.Current.Rules;
        _remote.Texts[Location] = Document().With("Role", null).ToJsonString();

        await LookAsync();

        _holder.Current.Rules.ShouldBeSameAs(before);
        _holder.Current.IsDegraded.ShouldBeTrue();
        _holder.Current.Errors.ShouldHaveSingleItem().Code.ShouldBe("MissingRole");

        _remote.Texts[Location] = Document().ToJsonString();
        await LookAsync();

        _holder.Current.IsDegraded.ShouldBeFalse();
        _holder.Current.Rules.ShouldBeSameAs(before);
        _heard.ShouldBe(["refused"]);
    }

    [Fact]
    public async Task Keeps_the_last_good_rules_when_a_document_is_gone()
    {
        _remote.Texts.Clear();

        await LookAsync();

        _holder.Current.Errors.ShouldHaveSingleItem().Code.ShouldBe("NoSuchKey");
        _holder.Current.Rules.Documents.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Gives_rules_that_appear_or_are_enabled_the_time_of_their_activation()
    {
        _remote.Texts[Location] = Document(Rule("docs-to-eu"), Rule("off", 1).With("Status", "Disabled"), Rule("new", 2)).ToJsonString();
        await LookAsync();
        var appeared = _time.GetUtcNow();

        ActivationOf("docs-to-eu").ShouldBeNull("it was in force from the start");
        ActivationOf("off").ShouldBeNull("it is not in force");
        ActivationOf("new").ShouldBe(appeared);

        _time.Advance(TimeSpan.FromHours(1));
        _remote.Texts[Location] = Document(Rule("docs-to-eu"), Rule("off", 1), Rule("new", 2)).ToJsonString();
        await LookAsync();

        ActivationOf("off").ShouldBe(_time.GetUtcNow());
        ActivationOf("new").ShouldBe(appeared, "it was in force before");
    }

    [Fact]
    public async Task Leaves_an_activation_that_the_document_gives()
    {
        _remote.Texts[Location] = Document(Rule("docs-to-eu"), Rule("new", 2).With("S3Replicator/ActiveFrom", "2020-01-01T00:00:00Z")).ToJsonString();

        await LookAsync();

        ActivationOf("new").ShouldBe(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Has_the_revision_of_the_documents_whatever_the_activation()
    {
        JsonObject document = Document(Rule("docs-to-eu"), Rule("new", 2));
        _remote.Texts[Location] = document.ToJsonString();

        await LookAsync();

        _holder.Current.Rules.Revision.ShouldBe(document.Load().Rules!.Revision);
    }

    [Fact]
    public async Task Looks_again_at_every_interval_until_it_is_cancelled()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var watching = _watcher.RunAsync(stop.Token);
        _remote.Texts[Location] = Document(Rule("one", 1)).ToJsonString();

        _time.Advance(TimeSpan.FromSeconds(10));

        (await _told.WaitAsync(TimeSpan.FromSeconds(30), stop.Token)).ShouldBeTrue();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(watching);
    }

    void IRuleReloadObserver.Replaced(RuleSnapshot snapshot) => Hear("replaced");

    void IRuleReloadObserver.Refused(RuleSnapshot snapshot) => Hear("refused");

    private void Hear(string word)
    {
        _heard.Add(word);
        _told.Release();
    }

    private Task LookAsync() => _watcher.LookAsync(TestContext.Current.CancellationToken);

    private DateTimeOffset? ActivationOf(string id) => _holder.Current.Rules.ForBucket("source-bucket")!.Rules.Single(bound => string.Equals(bound.Rule.Id, id, StringComparison.Ordinal)).Rule.ActiveFrom;
}
