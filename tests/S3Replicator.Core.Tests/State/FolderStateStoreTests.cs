using S3Replicator.Core.State;

namespace S3Replicator.Core.Tests.State;

public sealed class FolderStateStoreTests : StateStoreContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("state-");

    private string Root => Path.Combine(_folder.FullName, "state");

    public void Dispose() => _folder.Delete(recursive: true);

    protected override Task<IStateStore> OpenAsync() => Task.FromResult<IStateStore>(new FolderStateStore(Root, TimeProvider.System));

    [Fact]
    public async Task Makes_the_folder_with_the_first_write_and_not_before()
    {
        var store = await OpenAsync();

        (await NamesAsync(store, string.Empty)).ShouldBeEmpty();
        (await store.GetAsync("a", Token)).ShouldBeNull();
        Directory.Exists(Root).ShouldBeFalse();

        await PutAsync(store, "a/b", "1");
        File.Exists(Path.Combine(Root, "a", "b")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_reader_never_sees_half_of_an_object()
    {
        var store = await OpenAsync();
        var texts = new[] { new string('a', 300_000), new string('b', 300_000) };
        await PutAsync(store, "a", texts[0]);
        using var done = new CancellationTokenSource();

        var writing = Task.Run(
            async () =>
            {
                for (var turn = 0; turn < 40; turn++)
                {
                    await PutAsync(store, "a", texts[turn % 2]);
                }

                await done.CancelAsync();
            },
            Token);

        while (!done.IsCancellationRequested)
        {
            texts.ShouldContain(await ReadAsync(store, "a"));
        }

        await writing;
    }

    [Fact]
    public async Task What_a_process_left_aside_when_it_died_is_no_object_and_in_nobodys_way()
    {
        var store = await OpenAsync();
        await PutAsync(store, "a", "1");
        var aside = Path.Combine(Root, ".aside");

        for (var number = 1; number <= 3; number++)
        {
            await File.WriteAllTextAsync(Path.Combine(aside, FormattableString.Invariant($"{Environment.ProcessId}-{number}")), "half", Token);
        }

        var reopened = await OpenAsync();
        await PutAsync(reopened, "b", "2");

        (await NamesAsync(reopened, string.Empty)).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Says_what_is_wrong_with_a_folder_that_cannot_be_one()
    {
        await File.WriteAllTextAsync(Root, "a file", Token);
        var store = await OpenAsync();

        var fault = await Should.ThrowAsync<StateStoreException>(() => PutAsync(store, "a", "1"));

        fault.Message.ShouldContain(Root);
    }
}
