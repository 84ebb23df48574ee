namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>The tags of a queue.</summary>
internal sealed class TagSet
{
    private readonly SortedDictionary<string, string> _tags = new(StringComparer.Ordinal);

    public void Set(IEnumerable<KeyValuePair<string, string>> tags)
    {
        lock (_tags)
        {
            foreach (var (key, value) in tags)
            {
                _tags[key] = value;
            }
        }
    }

    public void Remove(IEnumerable<string> keys)
    {
        lock (_tags)
        {
            foreach (var key in keys)
            {
                _tags.Remove(key);
            }
        }
    }

    public IReadOnlyList<KeyValuePair<string, string>> ToList()
    {
        lock (_tags)
        {
            return [.. _tags];
        }
    }
}
