using System.Globalization;
using System.Text;
using S3Replicator.Core.State;

namespace S3Replicator.Core.Tests.State;

/// <summary>What every state store does, whatever it is made of.</summary>
public abstract class StateStoreContract
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens the one store of the test, as another process would; empty at first.</summary>
    protected abstract Task<IStateStore> OpenAsync();

    [Fact]
    public async Task Gives_back_what_was_put()
    {
        var store = await OpenAsync();

        var etag = await PutAsync(store, "a/b=1/c-1.json", "text é");

        var found = await store.GetAsync("a/b=1/c-1.json", Token);
        Encoding.UTF8.GetString(found!.Content.Span).ShouldBe("text é");
        found.ETag.ShouldBe(etag);
    }

    [Fact]
    public async Task Has_nothing_under_a_name_never_put()
    {
        var store = await OpenAsync();

        (await store.GetAsync("a", Token)).ShouldBeNull();
        (await store.GetAsync("a/b/c", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Takes_objects_of_no_bytes_and_of_many()
    {
        var store = await OpenAsync();
        var many = new byte[5_000_000];
        Random.Shared.NextBytes(many);

        await store.PutAsync("none", ReadOnlyMemory<byte>.Empty, StateCondition.None, Token);
        await store.PutAsync("many", many, StateCondition.None, Token);

        (await store.GetAsync("none", Token))!.Content.Length.ShouldBe(0);
        (await store.GetAsync("many", Token))!.Content.Span.SequenceEqual(many).ShouldBeTrue();
    }

    [Fact]
    public async Task A_put_without_condition_replaces_what_was_there_and_changes_the_ETag()
    {
        var store = await OpenAsync();
        var first = await PutAsync(store, "a", "1");

        var second = await PutAsync(store, "a", "2");

        second.ShouldNotBe(first);
        (await ReadAsync(store, "a")).ShouldBe("2");
    }

    [Fact]
    public async Task If_absent_writes_once_and_then_refuses()
    {
        var store = await OpenAsync();

        (await PutAsync(store, "a", "1", StateCondition.IfAbsent)).ShouldNotBeNull();
        (await PutAsync(store, "a", "2", StateCondition.IfAbsent)).ShouldBeNull();

        (await ReadAsync(store, "a")).ShouldBe("1");
    }

    [Fact]
    public async Task If_absent_writes_again_after_a_delete()
    {
        var store = await OpenAsync();
        await PutAsync(store, "a", "1");
        await store.DeleteAsync("a", Token);

        (await PutAsync(store, "a", "2", StateCondition.IfAbsent)).ShouldNotBeNull();
    }

    [Fact]
    public async Task If_match_writes_only_over_the_object_that_was_read()
    {
        var store = await OpenAsync();
        var first = await PutAsync(store, "a", "1");

        var second = await PutAsync(store, "a", "2", StateCondition.IfMatch(first!));

        second.ShouldNotBeNull();
        (await PutAsync(store, "a", "3", StateCondition.IfMatch(first!))).ShouldBeNull();
        (await ReadAsync(store, "a")).ShouldBe("2");
    }

    [Fact]
    public async Task If_match_refuses_where_there_is_nothing()
    {
        var store = await OpenAsync();
        var etag = await PutAsync(store, "a", "1");
        await store.DeleteAsync("a", Token);

        (await PutAsync(store, "a", "2", StateCondition.IfMatch(etag!))).ShouldBeNull();
        (await PutAsync(store, "never", "2", StateCondition.IfMatch(etag!))).ShouldBeNull();
        (await store.GetAsync("a", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_delete_may_be_repeated()
    {
        var store = await OpenAsync();
        await PutAsync(store, "x/a", "1");

        await store.DeleteAsync("x/a", Token);
        await store.DeleteAsync("x/a", Token);
        await store.DeleteAsync("never/there", Token);

        (await store.GetAsync("x/a", Token)).ShouldBeNull();
        (await NamesAsync(store, string.Empty)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Lists_names_that_begin_with_the_prefix_in_ordinal_order_with_their_sizes()
    {
        var store = await OpenAsync();

        foreach (var name in (string[])["b/2", "b/1", "b-1", "b", "c/x/y", "a/9", "a/10", "B/1", "b0/3"])
        {
            await PutAsync(store, name == "b" ? "b.json" : name, name);
        }

        (await NamesAsync(store, string.Empty)).ShouldBe(["B/1", "a/10", "a/9", "b-1", "b.json", "b/1", "b/2", "b0/3", "c/x/y"]);
        (await NamesAsync(store, "b/")).ShouldBe(["b/1", "b/2"]);
        (await NamesAsync(store, "b")).ShouldBe(["b-1", "b.json", "b/1", "b/2", "b0/3"]);
        (await NamesAsync(store, "c/x")).ShouldBe(["c/x/y"]);
        (await NamesAsync(store, "none/")).ShouldBeEmpty();
        (await store.ListAsync("a/", Token).ToListAsync(Token)).ShouldBe([new("a/10", 4), new("a/9", 3)]);
    }

    [Fact]
    public async Task Of_many_that_write_if_absent_one_wins()
    {
        var stores = new[] { await OpenAsync(), await OpenAsync() };

        var etags = await Task.WhenAll(Enumerable.Range(0, 12).Select(
            writer => PutAsync(stores[writer % 2], "lease", writer.ToString(CultureInfo.InvariantCulture), StateCondition.IfAbsent)));

        var winner = etags.Where(etag => etag is not null).ShouldHaveSingleItem();
        (await stores[0].GetAsync("lease", Token))!.ETag.ShouldBe(winner);
    }

    [Fact]
    public async Task Nobodys_addition_is_lost_where_all_write_if_match()
    {
        var stores = new[] { await OpenAsync(), await OpenAsync() };
        await PutAsync(stores[0], "sum", "0");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => AddAsync(stores[writer % 2], times: 4)));

        (await ReadAsync(stores[1], "sum")).ShouldBe("16");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/etc/passwd")]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("a/./b")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData(".hidden")]
    [InlineData("a/.hidden")]
    [InlineData("a\\..\\b")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("é")]
    [InlineData("a?versionId=1")]
    [InlineData("a#b")]
    public async Task Refuses_what_is_no_name(string name)
    {
        var store = await OpenAsync();

        await Should.ThrowAsync<ArgumentException>(() => store.GetAsync(name, Token));
        await Should.ThrowAsync<ArgumentException>(() => PutAsync(store, name, "1"));
        await Should.ThrowAsync<ArgumentException>(() => store.DeleteAsync(name, Token));
    }

    [Theory]
    [InlineData("../")]
    [InlineData("/")]
    [InlineData("a/../")]
    [InlineData("a//")]
    [InlineData("*")]
    public async Task Refuses_to_list_what_begins_no_name(string prefix)
    {
        var store = await OpenAsync();

        await Should.ThrowAsync<ArgumentException>(() => NamesAsync(store, prefix));
    }

    [Fact]
    public async Task Stops_when_told_to()
    {
        var store = await OpenAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => store.PutAsync("a", "1"u8.ToArray(), StateCondition.None, cancelled.Token));
        (await store.GetAsync("a", Token)).ShouldBeNull();
    }

    protected static Task<string?> PutAsync(IStateStore store, string name, string text, StateCondition condition = default) =>
        store.PutAsync(name, Encoding.UTF8.GetBytes(text), condition, Token);

    protected static async Task<string> ReadAsync(IStateStore store, string name) =>
        Encoding.UTF8.GetString((await store.GetAsync(name, Token))!.Content.Span);

    protected static async Task<IReadOnlyList<string>> NamesAsync(IStateStore store, string prefix) =>
        await store.ListAsync(prefix, Token).Select(entry => entry.Name).ToListAsync(Token);

    private static async Task AddAsync(IStateStore store, int times)
    {
        while (times > 0)
        {
            var found = await store.GetAsync("sum", Token);
            var sum = int.Parse(Encoding.UTF8.GetString(found!.Content.Span), CultureInfo.InvariantCulture) + 1;

            if (await PutAsync(store, "sum", sum.ToString(CultureInfo.InvariantCulture), StateCondition.IfMatch(found.ETag)) is not null)
            {
                times--;
            }
        }
    }
}
