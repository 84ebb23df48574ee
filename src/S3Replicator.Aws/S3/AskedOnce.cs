using System.Collections.Concurrent;
using S3Replicator.Core.Copying;

namespace S3Replicator.Aws.S3;

/// <summary>Keeps what is known of each bucket: asked once by all who need it at the same time, and again after a failure.</summary>
internal sealed class AskedOnce<T>
    where T : class
{
    private readonly ConcurrentDictionary<string, Lazy<Task<StoreResult<T>>>> _answers = new(StringComparer.Ordinal);

    public void Forget(string bucket) => _answers.TryRemove(bucket, out _);

    public ValueTask<StoreResult<T>> GetAsync(string bucket, Func<Task<StoreResult<T>>> ask)
    {
        var answer = _answers.GetOrAdd(bucket, static (_, ask) => new(ask), ask);
        return new(WaitAsync(bucket, answer));
    }

    private async Task<StoreResult<T>> WaitAsync(string bucket, Lazy<Task<StoreResult<T>>> answer)
    {
        var isKnown = false;

        try
        {
            var result = await answer.Value;
            isKnown = result.IsSuccess;
            return result;
        }
        finally
        {
            if (!isKnown)
            {
                _answers.TryRemove(KeyValuePair.Create(bucket, answer));
            }
        }
    }
}
