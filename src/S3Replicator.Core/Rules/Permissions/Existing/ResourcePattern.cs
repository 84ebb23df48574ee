namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>A resource as a policy names it: <c>*</c>, or an ARN whose wildcards stay within its parts.</summary>
internal sealed class ResourcePattern
{
    private const int PartsOfArn = 6;

    private readonly PolicyPattern _whole;
    private readonly PolicyPattern[]? _parts;

    private ResourcePattern(string text, PolicyPattern whole, PolicyPattern[]? parts) => (Text, _whole, _parts) = (text, whole, parts);

    public string Text { get; }

    /// <summary>Nothing where it has a policy variable, or is no ARN.</summary>
    public static ResourcePattern? TryParse(string text, bool hasVariables = true)
    {
        if (PolicyPattern.TryParse(text, hasVariables) is not { } whole)
        {
            return null;
        }

        if (text is "*")
        {
            return new(text, whole, parts: null);
        }

        var parts = text.Split(':', PartsOfArn);
        return parts.Length == PartsOfArn
            ? new(text, whole, [.. parts.Select(part => PolicyPattern.TryParse(part, hasVariables)!)])
            : null;
    }

    /// <summary>Whether every resource of the other is surely one of this.</summary>
    public bool Includes(ResourcePattern other) =>
        _parts is null || (other._parts is not null && _parts.Zip(other._parts).All(pair => pair.First.Includes(pair.Second)));

    /// <summary>Whether some resource may be one of both.</summary>
    public bool Overlaps(ResourcePattern other) => _whole.Overlaps(other._whole);
}
