namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>Keys in order, in blocks, so that an insertion moves little; every call holds the lock for microseconds.</summary>
internal sealed class SortedKeys
{
    private const int BlockSize = 512;
    private readonly Lock _gate = new();
    private readonly List<Block> _blocks = [new Block()];

    public void Add(KeyEntry entry)
    {
        lock (_gate)
        {
            var position = KeyPosition.At(entry.Key);
            var index = BlockFor(position);
            var block = _blocks[index];
            if (block.Count == BlockSize)
            {
                _blocks.Insert(index + 1, block.Split());
                index = BlockFor(position);
                block = _blocks[index];
            }

            block.Insert(block.IndexOf(position), entry);
        }
    }

    public void Remove(KeyEntry entry)
    {
        lock (_gate)
        {
            var position = KeyPosition.At(entry.Key);
            var index = BlockFor(position);
            var block = _blocks[index];
            block.RemoveAt(block.IndexOf(position));
            if (block.Count == 0 && _blocks.Count > 1)
            {
                _blocks.RemoveAt(index);
            }
        }
    }

    /// <summary>Fills the buffer with the entries from a place on and tells how many there were.</summary>
    public int Read(KeyPosition from, Span<KeyEntry> buffer)
    {
        lock (_gate)
        {
            var index = BlockFor(from);
            var at = _blocks[index].IndexOf(from);
            var filled = 0;
            for (; index < _blocks.Count && filled < buffer.Length; index++, at = 0)
            {
                filled += _blocks[index].CopyTo(at, buffer[filled..]);
            }

            return filled;
        }
    }

    /// <summary>The block that holds the first key at or after the place, or would.</summary>
    private int BlockFor(KeyPosition position)
    {
        int low = 0, high = _blocks.Count - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_blocks[middle].Count > 0 && !position.IsBehind(_blocks[middle].Last.Key))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private sealed class Block
    {
        private readonly KeyEntry[] _entries = new KeyEntry[BlockSize];

        public int Count { get; private set; }

        public KeyEntry Last => _entries[Count - 1];

        public int IndexOf(KeyPosition position)
        {
            int low = 0, high = Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (position.IsBehind(_entries[middle].Key))
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return low;
        }

        public void Insert(int index, KeyEntry entry)
        {
            Array.Copy(_entries, index, _entries, index + 1, Count - index);
            _entries[index] = entry;
            Count++;
        }

        public void RemoveAt(int index)
        {
            Count--;
            Array.Copy(_entries, index + 1, _entries, index, Count - index);
            _entries[Count] = null!;
        }

        public Block Split()
        {
            var upper = new Block();
            var half = Count / 2;
            upper.Count = Count - half;
            Array.Copy(_entries, half, upper._entries, 0, upper.Count);
            Array.Clear(_entries, half, upper.Count);
            Count = half;
            return upper;
        }

        public int CopyTo(int index, Span<KeyEntry> buffer)
        {
            var count = Math.Min(Count - index, buffer.Length);
            _entries.AsSpan(index, count).CopyTo(buffer);
            return count;
        }
    }
}
