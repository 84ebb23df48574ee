using Amazon.Runtime;
using S3Replicator.Aws.Sts;
using S3Replicator.TestSupport;

namespace S3Replicator.Aws.Tests.Sts;

public sealed class AssumedRoleCredentialsTests
{
    private readonly ManualTimeProvider _clock = new();
    private TaskCompletionSource? _gate;
    private Exception? _fault;
    private int _assumed;

    [Fact]
    public async Task Assumes_the_role_once_for_all_who_ask_at_the_same_time()
    {
        _gate = new();
        var credentials = Create();

        var asked = Enumerable.Range(0, 50).Select(_ => credentials.GetCredentialsAsync()).ToList();
        _gate.SetResult();
        await Task.WhenAll(asked);

        _assumed.ShouldBe(1);
    }

    [Fact]
    public async Task Uses_a_session_until_five_minutes_before_it_expires()
    {
        var credentials = Create();
        await credentials.GetCredentialsAsync();

        _clock.Advance(TimeSpan.FromMinutes(54));
        await credentials.GetCredentialsAsync();

        _assumed.ShouldBe(1);
    }

    [Fact]
    public async Task Renews_ahead_of_expiry_without_making_anybody_wait()
    {
        var credentials = Create();
        var first = await credentials.GetCredentialsAsync();
        _clock.Advance(TimeSpan.FromMinutes(56));
        _gate = new();

        (await credentials.GetCredentialsAsync()).AccessKey.ShouldBe(first.AccessKey);
        _gate.SetResult();

        await Poll.UntilAsync(
            async _ => (await credentials.GetCredentialsAsync()).AccessKey != first.AccessKey,
            TimeSpan.FromSeconds(10),
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Keeps_a_session_that_still_lasts_when_it_cannot_be_renewed()
    {
        var credentials = Create();
        var first = await credentials.GetCredentialsAsync();
        _clock.Advance(TimeSpan.FromMinutes(56));
        _fault = new AmazonClientException("no route");

        for (var i = 0; i < 20; i++)
        {
            (await credentials.GetCredentialsAsync()).AccessKey.ShouldBe(first.AccessKey);
        }

        _assumed.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task Asks_anew_after_AWS_refused_the_session()
    {
        var credentials = Create();
        var first = await credentials.GetCredentialsAsync();

        credentials.Invalidate(first);

        (await credentials.GetCredentialsAsync()).AccessKey.Equals(first.AccessKey, StringComparison.Ordinal).ShouldBeFalse();
    }

    [Fact]
    public async Task Asks_anew_after_a_failed_first_try()
    {
        _fault = new AmazonClientException("no route");
        var credentials = Create();
        await Should.ThrowAsync<AmazonClientException>(() => credentials.GetCredentialsAsync());

        _fault = null;

        (await credentials.GetCredentialsAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_short_session_is_not_renewed_at_every_use()
    {
        var credentials = Create(TimeSpan.FromMinutes(6));

        for (var i = 0; i < 20; i++)
        {
            await credentials.GetCredentialsAsync();
        }

        _assumed.ShouldBe(1);
    }

    private AssumedRoleCredentials Create(TimeSpan? lifetime = null) => new(
        async _ =>
        {
            var number = Interlocked.Increment(ref _assumed);

            if (_gate is { } gate)
            {
                await gate.Task;
            }

            return _fault is { } fault
                ? throw fault
                : new AssumedRole(
                    new ImmutableCredentials("ASIA" + new string('1', number), "secret", "token"), _clock.GetUtcNow() + (lifetime ?? TimeSpan.FromHours(1)), "AROA1:s");
        },
        _clock);
}
