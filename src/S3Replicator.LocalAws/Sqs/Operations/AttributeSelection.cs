namespace S3Replicator.LocalAws.Sqs.Operations;

/// <summary>Which attributes a receive asked for.</summary>
/// <param name="AttributeNames">System attributes, in the old spelling of the parameter.</param>
/// <param name="SystemAttributeNames">System attributes.</param>
/// <param name="MessageAttributeNames">Names, <c>All</c>, <c>.*</c> or <c>prefix.*</c>.</param>
internal sealed record AttributeSelection(
    List<string>? AttributeNames, List<string>? SystemAttributeNames, List<string>? MessageAttributeNames)
{
    private const string All = "All";

    public bool HasSystem => AttributeNames is { Count: > 0 } || SystemAttributeNames is { Count: > 0 };

    public bool HasMessage => MessageAttributeNames is { Count: > 0 };

    public bool WantsSystem(string name) => Contains(AttributeNames, name) || Contains(SystemAttributeNames, name);

    public bool WantsMessage(string name)
    {
        foreach (var pattern in MessageAttributeNames ?? [])
        {
            if (pattern is All or ".*"
                || pattern.Equals(name, StringComparison.Ordinal)
                || (pattern.EndsWith(".*", StringComparison.Ordinal) && name.StartsWith(pattern[..^2], StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Contains(List<string>? names, string name)
    {
        foreach (var asked in names ?? [])
        {
            if (asked is All || asked.Equals(name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
