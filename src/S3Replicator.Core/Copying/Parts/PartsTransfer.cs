using Microsoft.Extensions.Logging;
using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Copying.Parts;

/// <summary>Has S3 copy the parts of one object, some at a time.</summary>
internal sealed class PartsTransfer(CopyOptions options, TimeProvider timeProvider, Random random, ILogger logger)
{
    /// <summary>A part that fails in passing is tried again here, since giving the whole copy back to the queue would cost far more than waiting.</summary>
    private const int Attempts = 6;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    /// <summary>The parts to copy: the source's own, or as the setting says.</summary>
    public Task<StoreResult<PartLayout>> LayoutAsync(IObjectStore store, HeadCall head, ObjectHead source, CancellationToken cancellationToken) =>
        SourceLayout.FindAsync(store, head, source, options.PartSize, cancellationToken);

    /// <summary>Copies the ranges that are not there yet, and gives all parts in order.</summary>
    public async Task<StoreResult<IReadOnlyList<CopiedPart>>> RunAsync(
        IObjectStore store,
        CopyCall copy,
        MultipartUpload upload,
        PartLayout layout,
        IReadOnlyList<CopiedPart> there,
        CancellationToken cancellationToken)
    {
        var progress = new TransferProgress(copy, layout.Count, options.ProgressEvery, timeProvider, logger);
        var parts = new CopiedPart?[layout.Count];
        var missing = new List<PartRange>(layout.Count);
        var byNumber = there.ToDictionary(part => part.Number);

        foreach (var range in layout.Ranges())
        {
            if (byNumber.TryGetValue(range.Number, out var part) && part.Size == range.Size)
            {
                parts[range.Number - 1] = part;
            }
            else
            {
                missing.Add(range);
            }
        }

        if (missing.Count < parts.Length)
        {
            progress.Found(parts.Length - missing.Count, (copy.Size ?? 0) - missing.Sum(range => range.Size));
        }

        var failed = await CopyAsync(
            missing,
            async (range, token) =>
            {
                var copied = await PatientlyAsync(() => store.CopyPartAsync(copy, upload, range, token), token);

                if (copied.IsSuccess)
                {
                    parts[range.Number - 1] = copied.Value;
                    progress.Copied(range.Size);
                }

                return copied.Error;
            },
            cancellationToken);

        return failed is null ? new StoreResult<IReadOnlyList<CopiedPart>>(parts!) : failed;
    }

    /// <summary>Sends a request of a copy in parts, again after a while where it fails in passing.</summary>
    public async Task<StoreResult<T>> PatientlyAsync<T>(Func<Task<StoreResult<T>>> send, CancellationToken cancellationToken)
        where T : class
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = await send();

            if (result.Error is not { Kind: StoreErrorKind.Other, Class: FailureClass.Transient or FailureClass.Throttled } || attempt == Attempts)
            {
                return result;
            }

            await Task.Delay(FirstPause * Math.Pow(2, attempt - 1) * (0.5 + random.NextDouble() / 2), timeProvider, cancellationToken);
        }
    }

    /// <summary>The first error, if any; it stops the others.</summary>
    private async Task<StoreError?> CopyAsync(
        List<PartRange> ranges, Func<PartRange, CancellationToken, Task<StoreError?>> copy, CancellationToken cancellationToken)
    {
        StoreError? failed = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.PartsAtOnce, CancellationToken = stop.Token };

        try
        {
            await Parallel.ForEachAsync(ranges, parallel, async (range, token) =>
            {
                if (await copy(range, token) is { } error && Interlocked.CompareExchange(ref failed, error, null) is null)
                {
                    await stop.CancelAsync();
                }
            });
        }
        catch (OperationCanceledException) when (failed is not null && !cancellationToken.IsCancellationRequested)
        {
            // One part failed, and the others were told to stop.
        }

        return failed;
    }
}
