namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>
/// A heap whose items know their place, so that one in the middle can be removed or moved in logarithmic time:
/// a renewed visibility leaves no stale entry behind.
/// </summary>
internal sealed class IndexedHeap<TItem, TPolicy>
    where TItem : class
    where TPolicy : struct, IHeapPolicy<TItem>
{
    /// <summary>The place of an item that is in no heap.</summary>
    public const int Nowhere = -1;

    // Four children: fewer levels and fewer cache misses than two.
    private const int Arity = 4;

    private TItem?[] _items = new TItem?[16];

    public int Count { get; private set; }

    public TItem? Peek() => Count == 0 ? null : _items[0];

    public void Add(TItem item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }

        MoveUp(item, Count++);
    }

    public TItem? Take()
    {
        var first = Peek();
        if (first is not null)
        {
            Remove(first);
        }

        return first;
    }

    public void Remove(TItem item)
    {
        var place = TPolicy.PlaceOf(item);
        TPolicy.PlaceOf(item) = Nowhere;
        var last = _items[--Count]!;
        _items[Count] = null;
        if (!ReferenceEquals(last, item))
        {
            Settle(last, place);
        }
    }

    /// <summary>Puts an item right whose key has changed.</summary>
    public void Reorder(TItem item) => Settle(item, TPolicy.PlaceOf(item));

    public void Clear()
    {
        for (var i = 0; i < Count; i++)
        {
            TPolicy.PlaceOf(_items[i]!) = Nowhere;
        }

        Count = 0;
        _items = new TItem?[16];
    }

    /// <summary>All items, in no order.</summary>
    public ReadOnlySpan<TItem?> Items => _items.AsSpan(0, Count);

    private void Settle(TItem item, int place)
    {
        if (place > 0 && TPolicy.KeyOf(item) < TPolicy.KeyOf(_items[(place - 1) / Arity]!))
        {
            MoveUp(item, place);
        }
        else
        {
            MoveDown(item, place);
        }
    }

    private void MoveUp(TItem item, int place)
    {
        var key = TPolicy.KeyOf(item);
        while (place > 0)
        {
            var parentPlace = (place - 1) / Arity;
            var parent = _items[parentPlace]!;
            if (TPolicy.KeyOf(parent) <= key)
            {
                break;
            }

            Put(parent, place);
            place = parentPlace;
        }

        Put(item, place);
    }

    private void MoveDown(TItem item, int place)
    {
        var key = TPolicy.KeyOf(item);
        while (true)
        {
            var first = (place * Arity) + 1;
            if (first >= Count)
            {
                break;
            }

            var least = LeastOf(first);
            var child = _items[least]!;
            if (key <= TPolicy.KeyOf(child))
            {
                break;
            }

            Put(child, place);
            place = least;
        }

        Put(item, place);
    }

    private int LeastOf(int first)
    {
        var least = first;
        var end = Math.Min(first + Arity, Count);
        for (var i = first + 1; i < end; i++)
        {
            if (TPolicy.KeyOf(_items[i]!) < TPolicy.KeyOf(_items[least]!))
            {
                least = i;
            }
        }

        return least;
    }

    private void Put(TItem item, int place)
    {
        _items[place] = item;
        TPolicy.PlaceOf(item) = place;
    }
}
