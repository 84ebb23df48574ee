using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using S3Replicator.Tests.Documents;
using S3Replicator.TestSupport;
using YamlDotNet.RepresentationModel;

namespace S3Replicator.Tests.Deploy;

/// <summary>What stands in more than one place of deploy/ and docs/ says the same in each.</summary>
public sealed partial class TemplateTests
{
    private const string Fargate = "deploy/cloudformation/ecs-fargate.yaml";
    private const string Eks = "deploy/cloudformation/eks.yaml";
    private const string Alarms = "deploy/dashboards/alarms.yaml";

    // Whom the role trusts is what the two templates differ in.
    private static readonly string[] OwnToEach = ["WorkerRole"];

    [Theory]
    [InlineData(Fargate, Eks, 4)]
    [InlineData(Fargate, Alarms, 8)]
    public void Resources_of_one_name_are_the_same(string one, string other, int atLeast)
    {
        var (first, second) = (CloudFormationTemplate.Open(one).Resources, CloudFormationTemplate.Open(other).Resources);
        var shared = first.Keys.Intersect(second.Keys, StringComparer.Ordinal).Except(OwnToEach, StringComparer.Ordinal).ToList();

        shared.Count.ShouldBeGreaterThanOrEqualTo(atLeast);
        shared.Where(name => !Comparable(first[name]).Equals(Comparable(second[name]))).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_dashboard_of_the_template_is_the_one_that_stands_by_itself()
    {
        var written = CloudFormationTemplate.Open(Fargate).Resources["Dashboard"]["Properties"]["DashboardBody"].ToString()
            .Replace("${AWS::Region}", "us-east-1", StringComparison.Ordinal)
            .Replace("${!", "${", StringComparison.Ordinal);
        var file = Path.Combine(ProgramLocation.Repository, "deploy", "dashboards", "cloudwatch.json");

        JsonNode.DeepEquals(JsonNode.Parse(written), JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))).ShouldBeTrue();
    }

    /// <summary>The limit of a template that is sent with the call itself, as the document's commands do.</summary>
    [Theory]
    [InlineData(Fargate)]
    [InlineData(Eks)]
    [InlineData(Alarms)]
    public void Fits_into_the_call(string template) =>
        new FileInfo(Path.Combine(ProgramLocation.Repository, template)).Length.ShouldBeLessThan(51_200);

    [Fact]
    public void The_document_gives_the_templates_the_parameters_that_they_have_and_need()
    {
        var commands = ShellBlocks.All.Where(block => block.Document == "docs/deploy.md").SelectMany(block => Deployment().Matches(block.Commands)).ToList();
        commands.Count.ShouldBeGreaterThanOrEqualTo(3);

        foreach (var command in commands)
        {
            var template = CloudFormationTemplate.Open(command.Groups["template"].Value);
            var given = Override().Matches(command.Groups["overrides"].Value).Select(match => match.Groups["name"].Value).ToList();
            given.Except(template.Parameters.Keys, StringComparer.Ordinal).ShouldBeEmpty(template.Path);
            template.Parameters.Where(parameter => !parameter.Value.Children.ContainsKey("Default")).Select(parameter => parameter.Key)
                .Except(given, StringComparer.Ordinal).ShouldBeEmpty(template.Path);
        }
    }

    [Fact]
    public void The_document_asks_for_outputs_that_there_are()
    {
        var text = MarkdownDocument.Open("docs/deploy.md").Text;
        var outputs = new[] { Fargate, Eks }.Select(path => CloudFormationTemplate.Open(path).Outputs.Keys).Aggregate((one, other) => one.Union(other, StringComparer.Ordinal).ToList());
        var asked = Output().Matches(text).Select(match => match.Groups["name"].Value).ToList();

        asked.ShouldNotBeEmpty();
        asked.Except(outputs, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void Every_alarm_has_an_entry_in_the_runbook()
    {
        var entries = MarkdownDocument.Open("docs/runbook.md").Section("Alarms");

        foreach (var (name, _) in CloudFormationTemplate.Open(Fargate).Alarms)
        {
            entries.ShouldContain($"\n### {name}\n");
        }
    }

    /// <summary>A resource without its condition and the names of what is measured, which are each template's own.</summary>
    private static YamlMappingNode Comparable(YamlMappingNode resource)
    {
        var properties = resource.Children.TryGetValue("Properties", out var found) ? (YamlMappingNode)found : new();
        return new(properties.Children.Where(property => property.Key.ToString() is not "Dimensions"));
    }

    [GeneratedRegex(@"aws cloudformation deploy (?:(?!aws cloudformation).)*?--template-file (?<template>deploy/\S+)(?<overrides>(?:[^\n]*\\\n)*[^\n]*)", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Deployment();

    [GeneratedRegex("(?<= )(?<name>[A-Z][A-Za-z]+)=", RegexOptions.ExplicitCapture)]
    private static partial Regex Override();

    [GeneratedRegex(@"\$\(output (?<name>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Output();
}
