namespace S3Replicator.Core.Rules.Documents;

internal static class FormatDetection
{
    public static DocumentFormat Of(RuleText text) => text.Format ?? OfName(text.Name) ?? OfContent(text.Content.Span);

    public static DocumentFormat? OfName(string name)
    {
        var extension = Path.GetExtension(name);
        return Is(".json") ? DocumentFormat.Json : Is(".yaml") || Is(".yml") ? DocumentFormat.Yaml : Is(".xml") ? DocumentFormat.Xml : null;

        bool Is(string other) => string.Equals(extension, other, StringComparison.OrdinalIgnoreCase);
    }

    // YAML can begin with nearly anything, so it is what is left.
    private static DocumentFormat OfContent(ReadOnlySpan<byte> content)
    {
        foreach (var value in content)
        {
            switch (value)
            {
                case (byte)'{' or (byte)'[':
                    return DocumentFormat.Json;
                case (byte)'<':
                    return DocumentFormat.Xml;
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0 or >= 0x80:
                    continue;
                default:
                    return DocumentFormat.Yaml;
            }
        }

        return DocumentFormat.Json;
    }
}
