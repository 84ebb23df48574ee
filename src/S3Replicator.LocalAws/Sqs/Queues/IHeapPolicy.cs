namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>How an <see cref="IndexedHeap{TItem, TPolicy}"/> orders its items and where an item keeps its place.</summary>
internal interface IHeapPolicy<in TItem>
{
    static abstract long KeyOf(TItem item);

    static abstract ref int PlaceOf(TItem item);
}
