using S3Replicator.Aws.S3;
using S3Replicator.Core.Copying;
using S3Replicator.Core.State;

namespace S3Replicator.Aws.State;

/// <summary>Sends the state store's requests: bounded in time, tried again after passing faults and after other writers' conflicts.</summary>
internal sealed class StateRequests(StateBucketUri uri, TimeProvider timeProvider)
{
    private const int Conflicts = 5;

    private static readonly TimeSpan ConflictPause = TimeSpan.FromMilliseconds(50);

    private readonly S3Attempts _attempts = new(credentials: null, timeProvider);

    public async Task<StoreResult<T>> SendAsync<T>(string operation, Func<CancellationToken, Task<T>> send, CancellationToken cancellationToken)
        where T : class
    {
        for (var conflicts = 0; ; conflicts++)
        {
            var answer = await _attempts.RunAsync(new(operation, uri.Bucket), send, cancellationToken);

            if (answer.IsSuccess || answer.Error.Kind != StoreErrorKind.Conflict || conflicts == Conflicts)
            {
                return answer;
            }

            await Task.Delay(ConflictPause * (conflicts + 1), timeProvider, cancellationToken);
        }
    }

    public StateStoreException Failure(StoreError error) => new($"The state at {uri} cannot be used: {error.Message}");
}
