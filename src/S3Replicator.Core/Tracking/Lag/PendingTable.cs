namespace S3Replicator.Core.Tracking.Lag;

/// <summary>All pending operations of a worker: those in hand, and those whose message waits for its next delivery. Places are used again, so that nothing is allocated once the table has its size.</summary>
internal sealed class PendingTable(int mostWaiting)
{
    private readonly Dictionary<(string Message, int Record, RuleRoute Route), int> _waiting = [];
    private PendingEntry[] _entries = new PendingEntry[64];
    private int[] _free = new int[64];
    private int _freeCount;
    private int _used;

    /// <summary>How many wait for their message.</summary>
    public int WaitingCount => _waiting.Count;

    /// <summary>All places, taken or not.</summary>
    public Span<PendingEntry> All => _entries.AsSpan(0, _used);

    /// <summary>Whether the operation is still in the table.</summary>
    public bool Has(PendingOperation operation) =>
        operation.Generation != 0 && operation.Slot < _used && _entries[operation.Slot].Generation == operation.Generation;

    public ref PendingEntry this[PendingOperation operation] => ref _entries[operation.Slot];

    public PendingOperation Take()
    {
        if (_freeCount == 0 && _used == _entries.Length)
        {
            Array.Resize(ref _entries, _used * 2);
            Array.Resize(ref _free, _used * 2);
        }

        var slot = _freeCount > 0 ? _free[--_freeCount] : _used++;
        return new(slot, ++_entries[slot].Generation);
    }

    public void Leave(PendingOperation operation) => Leave(operation.Slot);

    public void Leave(int slot)
    {
        ref var entry = ref _entries[slot];

        if (entry.IsWaiting)
        {
            _waiting.Remove(KeyOf(in entry));
        }

        entry = new() { Generation = entry.Generation + 1 };
        _free[_freeCount++] = slot;
    }

    /// <summary>Remembers the operation until its message comes again; false where no more can be remembered.</summary>
    public bool TryWait(PendingOperation operation)
    {
        ref var entry = ref this[operation];
        return _waiting.Count < mostWaiting && _waiting.TryAdd(KeyOf(in entry), operation.Slot);
    }

    /// <summary>Finds an operation whose message has come again, and takes it in hand.</summary>
    public bool TryResume(string messageId, int record, RuleRoute route, out PendingOperation operation)
    {
        if (_waiting.Count > 0 && _waiting.Remove((messageId, record, route), out var slot))
        {
            operation = new(slot, _entries[slot].Generation);
            return true;
        }

        operation = default;
        return false;
    }

    private static (string, int, RuleRoute) KeyOf(in PendingEntry entry) => (entry.Place.MessageId, entry.Place.Record, entry.Rule.Route);
}
