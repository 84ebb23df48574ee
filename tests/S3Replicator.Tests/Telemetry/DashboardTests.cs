using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Lag;
using S3Replicator.Telemetry.Emf;
using S3Replicator.Tests.Deploy;
using S3Replicator.TestSupport;
using YamlDotNet.RepresentationModel;

namespace S3Replicator.Tests.Telemetry;

/// <summary>Every metric that a dashboard, an alarm or the page about metrics names is one that the program emits.</summary>
public sealed partial class DashboardTests
{
    private static readonly string[] OfSqs = ["ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"];

    private static string Folder => Path.Combine(ProgramLocation.Repository, "deploy", "dashboards");

    [Fact]
    public async Task The_CloudWatch_dashboard_names_only_metrics_that_are_emitted()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, "cloudwatch.json"), TestContext.Current.CancellationToken);
        var expressions = JsonNode.Parse(text)!["widgets"]!.AsArray().SelectMany(widget => widget!["properties"]!["metrics"]!.AsArray())
            .Select(metric => metric![0]!["expression"]!.ToString()).ToList();
        expressions.Count.ShouldBeGreaterThan(10);

        foreach (var match in expressions.Select(expression => Search().Match(expression)))
        {
            match.Success.ShouldBeTrue();
            var dimensions = match.Groups["dimensions"].Value;
            Emf().ShouldContain((match.Groups["name"].Value, dimensions.TrimStart(',')));
        }
    }

    [Theory]
    [InlineData("deploy/dashboards/alarms.yaml")]
    [InlineData("deploy/cloudformation/ecs-fargate.yaml")]
    public void The_alarms_name_only_metrics_that_are_emitted_with_their_dimensions(string template)
    {
        var alarms = CloudFormationTemplate.Open(template).Alarms.Select(alarm => (YamlMappingNode)alarm.Value["Properties"]).ToList();
        alarms.Count.ShouldBeGreaterThanOrEqualTo(8);

        foreach (var properties in alarms)
        {
            if (properties.Children.ContainsKey("MetricName"))
            {
                properties["Namespace"].ToString().ShouldBe("AWS/SQS");
                OfSqs.ShouldContain(properties["MetricName"].ToString());
            }
            else
            {
                var query = Query().Match(properties["Metrics"][0]["Expression"].ToString());
                query.Success.ShouldBeTrue(properties.ToString());
                var dimensions = query.Groups["dimensions"].Value.Replace(" ", string.Empty, StringComparison.Ordinal).TrimStart(',');
                Emf().ShouldContain((query.Groups["name"].Value, dimensions));
            }
        }
    }

    [Fact]
    public async Task The_alarms_for_Prometheus_name_only_metrics_that_are_emitted_and_have_the_names_of_the_others()
    {
        var file = Path.Combine(ProgramLocation.Repository, "deploy", "kubernetes", "components", "prometheus", "rules.yaml");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

        PrometheusName().Matches(text).Select(match => match.Value).Except(Prometheus(), StringComparer.Ordinal).ShouldBeEmpty();
        Alert().Matches(text).Select(match => match.Groups["name"].Value)
            .Except(CloudFormationTemplate.Open("deploy/dashboards/alarms.yaml").Alarms.Select(alarm => alarm.Key), StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_Grafana_dashboard_names_only_metrics_and_labels_that_are_emitted()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, "grafana.json"), TestContext.Current.CancellationToken);
        using var dashboard = JsonDocument.Parse(text);
        var names = PrometheusName().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal).ToList();
        names.Count.ShouldBeGreaterThan(15);

        names.Except(Prometheus(), StringComparer.Ordinal).ShouldBeEmpty();
        dashboard.RootElement.GetProperty("panels").EnumerateArray().Select(panel => panel.GetProperty("id").GetInt32()).ShouldBeUnique();
    }

    [Fact]
    public async Task The_page_about_metrics_names_every_metric_and_no_other()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(ProgramLocation.Repository, "docs", "metrics.md"), TestContext.Current.CancellationToken);

        Quoted().Matches(text).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)
            .ShouldBe(Instruments().Select(instrument => instrument.Name), ignoreOrder: true);
        PrometheusName().Matches(text).Select(match => match.Value).Except(Prometheus(), StringComparer.Ordinal).ShouldBeEmpty();
        foreach (var (name, _) in Emf())
        {
            text.ShouldContain($"`{name}`");
        }
    }

    /// <summary>The names that Prometheus has for the instruments: dots as underscores, the unit, and what counters end with.</summary>
    private static IEnumerable<string> Prometheus()
    {
        foreach (var instrument in Instruments())
        {
            var name = instrument.Name.Replace('.', '_');
            var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => string.Empty };
            name += name.EndsWith(unit, StringComparison.Ordinal) ? string.Empty : unit;
            var kind = instrument.GetType().Name;

            if (kind.StartsWith("Histogram", StringComparison.Ordinal))
            {
                yield return name;
                yield return name + "_bucket";
                yield return name + "_sum";
                yield return name + "_count";
            }
            else
            {
                yield return kind.StartsWith("Counter", StringComparison.Ordinal) || kind.StartsWith("ObservableCounter", StringComparison.Ordinal) ? name + "_total" : name;
            }
        }
    }

    private static List<Instrument> Instruments()
    {
        using var meters = new PlainMeterFactory();
        var instruments = new List<Instrument>();
        using var listener = new MeterListener();
        var metrics = new ReplicatorMetrics(meters);
        var clock = new ServerClock(TimeProvider.System);
        metrics.Observe(new LagBook(clock), new RequestCounter(), clock);
        metrics.Observe(new QueueDepths([], Microsoft.Extensions.Logging.Abstractions.NullLogger<QueueDepths>.Instance));
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (meters.Owns(instrument.Meter))
            {
                instruments.Add(instrument);
            }
        };
        listener.Start();
        return instruments;
    }

    /// <summary>The metrics of embedded metric format, each with its dimensions.</summary>
    private static HashSet<(string Name, string Dimensions)> Emf()
    {
        var clock = new ServerClock(TimeProvider.System);
        var book = new LagBook(clock);
        var rule = new ReplicationRule { Id = "all", Destination = new() { Bucket = "mirror" } };
        book.Keep(new RuleSet([new() { Bucket = "source", Rules = [rule] }], "1"));
        var lines = new EmfReport().Lines(book.Snapshot(), [("queue", default)], new HashSet<string>(StringComparer.Ordinal), TimeSpan.Zero, DateTimeOffset.UnixEpoch);
        return [.. from line in lines
                   let directive = JsonNode.Parse(line)!["_aws"]!["CloudWatchMetrics"]![0]!
                   from metric in directive["Metrics"]!.AsArray()
                   select (metric!["Name"]!.ToString(), string.Join(',', directive["Dimensions"]![0]!.AsArray().Select(name => name!.ToString())))];
    }

    [GeneratedRegex("""^SEARCH\('\{S3Replicator(?<dimensions>(,[A-Za-z]+)*)\} MetricName="(?<name>[A-Za-z]+)"', '(Maximum|Minimum|Sum)', 60\)$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Search();

    [GeneratedRegex(@"^SELECT (MAX|MIN|SUM)\((?<name>[A-Za-z]+)\) FROM SCHEMA\(S3Replicator(?<dimensions>(, [A-Za-z]+)*)\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Query();

    [GeneratedRegex("- alert: (?<name>[A-Za-z]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Alert();

    [GeneratedRegex("s3replicator_[a-z_]+")]
    private static partial Regex PrometheusName();

    [GeneratedRegex(@"`(s3replicator\.[a-z_.]+)`")]
    private static partial Regex Quoted();
}
