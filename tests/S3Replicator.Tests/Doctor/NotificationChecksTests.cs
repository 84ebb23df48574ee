using S3Replicator.Core.Rules;
using S3Replicator.Doctor;
using S3Replicator.Doctor.Queues;

namespace S3Replicator.Tests.Doctor;

public sealed class NotificationChecksTests
{
    private static ReplicationRule Rule => new() { Id = "r", TagSync = false, Destination = new() { Bucket = "replica" } };

    [Fact]
    public void An_unversioned_source_sends_deletes_where_a_versioned_one_sends_markers()
    {
        var rule = Rule with { DeleteMarkerReplication = true, LifecycleDeletes = true };

        DeletesOf(rule, isVersioned: false).ShouldBe(["ObjectRemoved:Delete", "LifecycleExpiration:Delete"]);
        DeletesOf(rule, isVersioned: true).ShouldBe(["ObjectRemoved:DeleteMarkerCreated", "LifecycleExpiration:DeleteMarkerCreated"]);
    }

    [Fact]
    public void Version_deletes_need_lifecycles_deletes_of_versions_too() => DeletesOf(Rule with { VersionDeletes = true, LifecycleDeletes = true }, isVersioned: true)
        .ShouldBe(["ObjectRemoved:Delete", "LifecycleExpiration:Delete"]);

    [Fact]
    public void Lifecycle_alone_deletes_nothing() => DeletesOf(Rule with { LifecycleDeletes = true }, isVersioned: true).ShouldBeEmpty();

    [Fact]
    public void Tags_that_come_late_are_needed_only_by_a_rule_with_tags()
    {
        EventNeeds.Of(Rule with { LateTagging = true }, isVersioned: true).ShouldNotContain(need => need.Event == "ObjectTagging:Put");
        EventNeeds.Of(Rule with { LateTagging = true, Filter = new() { Tags = [new("a", "b")] } }, isVersioned: true).ShouldContain(("ObjectTagging:Put", true));
    }

    [Theory]
    [InlineData("my+docs/", "", "my docs/", "", true)]
    [InlineData("my%20docs/", "", "my docs/2026/", "", true)]
    [InlineData("a%2Bb/", "", "a+b/", "", true)]
    [InlineData("a+b/", "", "a+b/", "", false)]
    [InlineData("", ".jpg|.png", "", ".jpg|.png", true)]
    [InlineData("", ".jpg", "", ".jpg|.png", false)]
    [InlineData("", "", "", ".jpg", true)]
    [InlineData("", ".jpg|.png", "", "", false)]
    public void Routes_are_judged_decoded_and_together(string routePrefix, string routeSuffixes, string prefix, string suffixes, bool covers)
    {
        var routes = routeSuffixes.Split('|').Select(suffix => new EventRoute("q", ["*"], RouteFilters.Decode(routePrefix), RouteFilters.Decode(suffix))).ToList();
        var rule = Rule with { Filter = new() { Prefix = prefix, Suffixes = [.. suffixes.Split('|', StringSplitOptions.RemoveEmptyEntries)] } };

        NotificationChecks.Of(new("source", IsVersioned: true, routes), rule)
            .ShouldAllBe(finding => finding.Result == (covers ? CheckResult.Pass : CheckResult.Fail));
    }

    [Fact]
    public void The_mend_is_an_entry_with_an_encoded_prefix() => NotificationChecks
        .Of(new("source", IsVersioned: true, []) { QueueArn = "arn:aws:sqs:us-east-1:1:q" }, Rule with { Filter = new() { Prefix = "my docs/ä/" } })
        .First().Mend.ShouldContain(
            """{"QueueArn":"arn:aws:sqs:us-east-1:1:q","Events":["s3:ObjectCreated:*"],"Filter":{"Key":{"FilterRules":[{"Name":"prefix","Value":"my+docs/%C3%A4/"}]}}}""");

    private static IEnumerable<string> DeletesOf(ReplicationRule rule, bool isVersioned) =>
        EventNeeds.Of(rule, isVersioned).Select(need => need.Event).Where(name => !name.StartsWith("ObjectCreated", StringComparison.Ordinal));
}
