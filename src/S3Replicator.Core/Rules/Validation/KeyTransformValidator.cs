using System.Text.RegularExpressions;
using S3Replicator.Core.Rules.Binding;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Validation;

internal sealed partial class KeyTransformValidator : IRuleValidator
{
    public void Validate(WrittenRule rule, FileProblems problems)
    {
        if (WrittenRule.Part(rule.Extension, "KeyTransform")["Template"] is not { Kind: NodeKind.Text } template)
        {
            return;
        }

        if (KeyTemplate.Parse(template.Text, out var error) is not { } parsed)
        {
            problems.Error(template, "InvalidTemplate", error!);
            return;
        }

        foreach (Match match in TimeFormat().Matches(template.Text))
        {
            if (!PlainTimeFormat().IsMatch(match.Groups["format"].ValueSpan))
            {
                problems.Error(template, "InvalidTemplate", $"{match.Value} has a format that is not known.", "A format has yyyy, MM, dd, HH, mm, ss and separators.");
            }
        }

        if (!Distinguishing().IsMatch(template.Text))
        {
            problems.Warning(template, "TemplateNotUnique", "The template has neither {key}, {name} nor {stem}: different objects get the same key.");
        }

        if (rule.Node.IsEnabled("DeleteMarkerReplication") && (parsed.UsesEventTime || parsed.UsesVersionId))
        {
            problems.Warning(
                template,
                "TemplateForgetsReplicas",
                "The key depends on the event, so that the replicas behind a delete marker cannot be found.",
                "Disable DeleteMarkerReplication, or leave {eventTime} and {versionId} out.");
        }
    }

    [GeneratedRegex(@"\{eventTime:(?<format>[^{}]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TimeFormat();

    [GeneratedRegex(@"\A(?:yyyy|MM|dd|HH|mm|ss|[-/_. T])+\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PlainTimeFormat();

    [GeneratedRegex(@"\{(?:key|name|stem)\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Distinguishing();
}
