using Amazon.Runtime;

namespace S3Replicator.Aws.Sts;

/// <summary>Credentials of an assumed role: one session for all, renewed ahead of expiry, by one request at a time.</summary>
/// <remarks>The window is five minutes or a third of the session, whichever is shorter: a window near the session's length would renew at every use.</remarks>
internal sealed class AssumedRoleCredentials(Func<CancellationToken, Task<AssumedRole>> assume, TimeProvider timeProvider) : AWSCredentials
{
    private static readonly TimeSpan LongestWindow = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private AssumedRole? _session;
    private DateTimeOffset _renewFrom;
    private Task<AssumedRole>? _assuming;

    /// <summary>The session in use, or the first one; a session that has not expired is used while the next is asked for.</summary>
    public async ValueTask<AssumedRole> GetSessionAsync()
    {
        Task<AssumedRole> assuming;

        lock (_lock)
        {
            var now = timeProvider.GetUtcNow();

            if (_session is { } session && now < session.ExpiresAt)
            {
                if (now >= _renewFrom)
                {
                    _assuming ??= AssumeAsync();
                }

                return session;
            }

            assuming = _assuming ??= AssumeAsync();
        }

        return await assuming;
    }

    /// <summary>Forgets a session that AWS refused as expired; a newer one stays.</summary>
    public void Invalidate(ImmutableCredentials refused)
    {
        lock (_lock)
        {
            if (string.Equals(_session?.Credentials.AccessKey, refused.AccessKey, StringComparison.Ordinal))
            {
                _session = null;
            }
        }
    }

    public override ImmutableCredentials GetCredentials() =>
#pragma warning disable MA0042, CA1849 // The SDK's synchronous door; nothing here goes through it but the SDK itself.
        GetCredentialsAsync().GetAwaiter().GetResult();
#pragma warning restore MA0042, CA1849

    public override async Task<ImmutableCredentials> GetCredentialsAsync() => (await GetSessionAsync()).Credentials;

    private async Task<AssumedRole> AssumeAsync()
    {
        // Leaves the caller's lock before the request starts.
        await Task.Yield();

        try
        {
            var session = await assume(CancellationToken.None);
            var now = timeProvider.GetUtcNow();
            var third = (session.ExpiresAt - now) / 3;

            lock (_lock)
            {
                _session = session;
                _renewFrom = session.ExpiresAt - (third < LongestWindow ? third : LongestWindow);
                return session;
            }
        }
        finally
        {
            lock (_lock)
            {
                _assuming = null;

                // Also after a failure: while the old session lasts, its users must not each ask again.
                var pausedUntil = timeProvider.GetUtcNow() + PauseAfterFailure;
                _renewFrom = _renewFrom < pausedUntil ? pausedUntil : _renewFrom;
            }
        }
    }
}
