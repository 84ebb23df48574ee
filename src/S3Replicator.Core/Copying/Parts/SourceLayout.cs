using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Copying.Parts;

/// <summary>Finds out which parts the source was uploaded in: the same parts give the same ETag and the same composite checksum.</summary>
internal static class SourceLayout
{
    private const int HeadsAtOnce = 16;

    /// <summary>The source's parts, or even ones where it has none. Two HEADs tell parts of one size; only other layouts cost one for each part.</summary>
    public static async Task<StoreResult<PartLayout>> FindAsync(
        IObjectStore store, HeadCall head, ObjectHead source, long partSize, CancellationToken cancellationToken)
    {
        var first = await store.HeadAsync(head with { PartNumber = 1 }, cancellationToken);

        if (!first.IsSuccess)
        {
            return first.Error;
        }

        if (first.Value is not { PartsCount: { } count and > 1 and <= PartLayout.MostParts, Size: > 0 and var size })
        {
            return PartLayout.Even(source.Size, partSize);
        }

        var rest = source.Size - (count - 1) * size;

        if (rest > 0 && rest <= size)
        {
            var last = await store.HeadAsync(head with { PartNumber = count }, cancellationToken);

            if (!last.IsSuccess)
            {
                return last.Error;
            }

            if (last.Value.Size == rest)
            {
                return LegalOrEven(PartLayout.Equal(source.Size, size), source.Size, partSize);
            }
        }

        var sizes = await SizesAsync(store, head, count, cancellationToken);
        return sizes.IsSuccess ? LegalOrEven(PartLayout.Of(sizes.Value), source.Size, partSize) : sizes.Error;
    }

    private static PartLayout LegalOrEven(PartLayout layout, long size, long partSize) =>
        layout.IsLegalFor(size) ? layout : PartLayout.Even(size, partSize);

    private static async Task<StoreResult<long[]>> SizesAsync(IObjectStore store, HeadCall head, int count, CancellationToken cancellationToken)
    {
        var sizes = new long[count];
        StoreError? failed = null;

        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = HeadsAtOnce, CancellationToken = cancellationToken },
            async (index, token) =>
            {
                if (Volatile.Read(ref failed) is not null)
                {
                    return;
                }

                var part = await store.HeadAsync(head with { PartNumber = index + 1 }, token);

                if (part.IsSuccess)
                {
                    sizes[index] = part.Value.Size;
                }
                else
                {
                    Interlocked.CompareExchange(ref failed, part.Error, null);
                }
            });

        return failed is null ? sizes : failed;
    }
}
