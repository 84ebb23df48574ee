using System.Text.RegularExpressions;
using S3Replicator.Core.Rules.Binding;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Validation;

internal sealed partial class KeyTransformValidator : IRuleValidator
{
    private static readonly string[] Placeholders = ["key", "directory", "name", "stem", "extension", "versionId", "eventTime"];

    public void Validate(WrittenRule rule, FileProblems problems)
    {
        if (rule.Extension["KeyTransform"] is not { Kind: NodeKind.Mapping } transform)
        {
            return;
        }

        if (transform.Has("Template") && (transform.Has("StripPrefix") || transform.Has("AddPrefix")))
        {
            problems.Error(transform, "ConflictingKeyTransform", "A Template makes the whole key; StripPrefix and AddPrefix have no place beside it.", "Keep one or the other.");
        }

        if (transform["Template"] is { Kind: NodeKind.Text } template)
        {
            CheckTemplate(template, problems);
        }
    }

    private static void CheckTemplate(DocumentNode template, FileProblems problems)
    {
        var rest = Placeholder().Replace(template.Text, string.Empty);
        if (rest.AsSpan().ContainsAny('{', '}'))
        {
            problems.Error(template, "InvalidTemplate", "A brace in the template is not closed, or was not opened.");
        }

        var matches = Placeholder().Matches(template.Text);
        foreach (Match match in matches)
        {
            var name = match.Groups["name"].Value;
            var format = match.Groups["format"];
            if (!Placeholders.Contains(name, StringComparer.Ordinal))
            {
                var nearest = NearestName.Of(name, Placeholders);
                problems.Error(template, "InvalidTemplate", $"There is no placeholder {{{name}}}.", nearest is null ? $"Placeholders are {string.Join(", ", Placeholders)}." : $"Did you mean {{{nearest}}}?");
            }
            else if (format.Success && (name is not "eventTime" || !TimeFormat().IsMatch(format.Value)))
            {
                problems.Error(template, "InvalidTemplate", $"{match.Value} has a format that is not known.", "Only eventTime has a format, of yyyy, MM, dd, HH, mm, ss and separators.");
            }
        }

        if (!matches.Any(match => match.Groups["name"].Value is "key" or "name" or "stem"))
        {
            problems.Warning(template, "TemplateNotUnique", "The template has neither {key}, {name} nor {stem}: different objects get the same key.");
        }
    }

    [GeneratedRegex(@"\{(?<name>[^{}:]*)(?::(?<format>[^{}]*))?\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\A(?:yyyy|MM|dd|HH|mm|ss|[-/_. T])+\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TimeFormat();
}
