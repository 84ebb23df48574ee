using System.Globalization;
using Polly;
using Polly.Retry;
using S3Replicator.Aws.Sts;
using S3Replicator.Core.Copying;

namespace S3Replicator.Aws.S3;

/// <summary>Sends a request once more after a passing fault or with new credentials, and turns exceptions into values.</summary>
/// <remarks>What still fails goes back to the queue, which is the place to wait: a slot is not held for it.</remarks>
/// <param name="credentials">The role's; null for ambient ones.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="isElsewhere">Is told of a bucket that is in another region.</param>
internal sealed class S3Attempts(AssumedRoleCredentials? credentials, TimeProvider timeProvider, Action<string>? isElsewhere = null)
{
    private const int Retries = 2;

    private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder { TimeProvider = timeProvider }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = Retries,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(50),
            UseJitter = true,
            ShouldHandle = new PredicateBuilder().Handle<PassingFaultException>(),
        })
        .Build();

    public async Task<StoreResult<T>> RunAsync<T>(
        RequestSubject subject, Func<CancellationToken, Task<T>> send, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await _pipeline.ExecuteAsync(
                async (state, token) => await SendAsync(state.subject, state.send, token), (subject, send), cancellationToken);
        }
        catch (PassingFaultException fault)
        {
            return fault.Error;
        }
    }

    /// <summary>Sends a request that must not be repeated without a look at what the first one did.</summary>
    public async Task<StoreResult<T>> RunOnceAsync<T>(
        RequestSubject subject, Func<CancellationToken, Task<T>> send, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await SendAsync(subject, send, cancellationToken);
        }
        catch (PassingFaultException fault)
        {
            return fault.Error;
        }
    }

    /// <summary>What the names of this program's sessions of the role begin with, whichever worker's they are; null without a role.</summary>
    public async ValueTask<string?> OwnSessionsAsync() =>
        credentials is not null && (await credentials.GetSessionAsync()).Arn is { } arn ? $"{arn[..(arn.LastIndexOf('/') + 1)]}{SessionNames.Prefix}" : null;

    private async ValueTask<StoreResult<T>> SendAsync<T>(
        RequestSubject subject, Func<CancellationToken, Task<T>> send, CancellationToken cancellationToken)
        where T : class
    {
        AssumedRole? session = null;

        if (credentials is not null)
        {
            var assumed = await SessionAsync(subject, credentials);

            if (!assumed.IsSuccess)
            {
                return assumed.Error;
            }

            session = assumed.Value;
        }

        var longest = RequestLimits.Of(subject);
        using var limit = new CancellationTokenSource(longest, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);

        try
        {
            return await send(either.Token);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Not tried again here: the slot is wanted by destinations that answer.
            return AwsErrors.From(new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"No answer within {longest.TotalSeconds:F0} seconds."), exception), subject);
        }
        catch (Exception exception) when (AwsErrors.IsAnswer(exception, cancellationToken))
        {
            var error = AwsErrors.From(exception, subject);

            if (error.Kind == StoreErrorKind.WrongRegion)
            {
                isElsewhere?.Invoke(subject.Bucket);
            }

            if (session is not null && AwsErrors.IsExpiredCredentials(exception))
            {
                credentials!.Invalidate(session.Credentials);
            }

            return error.Class == FailureClass.Transient && error.Kind == StoreErrorKind.Other
                ? throw new PassingFaultException(error, exception)
                : error;
        }
    }

    /// <summary>Asks for the role's session first, so that a role that cannot be assumed is told from a refused request.</summary>
    private static async ValueTask<StoreResult<AssumedRole>> SessionAsync(RequestSubject subject, AssumedRoleCredentials credentials)
    {
        try
        {
            return await credentials.GetSessionAsync();
        }
        catch (Exception exception) when (AwsErrors.IsAnswer(exception, CancellationToken.None))
        {
            return AwsErrors.From(exception, subject with { Operation = "AssumeRole" });
        }
    }

#pragma warning disable CA1032 // Carries an error through Polly and nowhere else.
    private sealed class PassingFaultException(StoreError error, Exception cause) : Exception(error.Message, cause)
#pragma warning restore CA1032
    {
        public StoreError Error { get; } = error;
    }
}
