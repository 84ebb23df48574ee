namespace S3Replicator.Iam;

/// <summary>Names of resources within a template: letters and digits only, each once.</summary>
internal sealed class ResourceNames
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    public string Of(string kind, string text)
    {
        var name = kind + string.Concat(text.Where(char.IsAsciiLetterOrDigit));
        var unique = name;

        for (var number = 2; !_taken.Add(unique); number++)
        {
            unique = FormattableString.Invariant($"{name}{number}");
        }

        return unique;
    }
}
