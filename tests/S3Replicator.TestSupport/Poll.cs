using System.Runtime.CompilerServices;

namespace S3Replicator.TestSupport;

/// <summary>Waits for something that gives no signal, and never without a bound.</summary>
public static class Poll
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks until the condition holds; throws <see cref="TimeoutException"/>, naming the condition, after the bound.</summary>
    public static Task UntilAsync(
        Func<bool> condition,
        TimeSpan bound,
        CancellationToken cancellationToken,
        [CallerArgumentExpression(nameof(condition))] string what = "") =>
        UntilAsync(_ => Task.FromResult(condition()), bound, cancellationToken, what);

    /// <summary>Asks until the condition holds; throws <see cref="TimeoutException"/>, naming the condition, after the bound.</summary>
    public static async Task UntilAsync(
        Func<CancellationToken, Task<bool>> condition,
        TimeSpan bound,
        CancellationToken cancellationToken,
        [CallerArgumentExpression(nameof(condition))] string what = "") =>
        await UntilAsync(condition, holds => holds, bound, cancellationToken, what);

    /// <summary>
    /// Reads until a value is accepted and gives it; throws <see cref="TimeoutException"/>,
    /// naming what was asked for and the last value, after the bound.
    /// </summary>
    public static async Task<T> UntilAsync<T>(
        Func<CancellationToken, Task<T>> read,
        Func<T, bool> accept,
        TimeSpan bound,
        CancellationToken cancellationToken,
        [CallerArgumentExpression(nameof(accept))] string what = "")
    {
        using var expiry = new CancellationTokenSource(bound);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        var last = "nothing was read";
        try
        {
            while (true)
            {
                var value = await read(either.Token);
                if (accept(value))
                {
                    return value;
                }

                last = $"the last value was {value}";
                await Task.Delay(Interval, either.Token);
            }
        }
        catch (OperationCanceledException cause) when (expiry.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Not within {bound}: {what}; {last}.", cause);
        }
    }
}
