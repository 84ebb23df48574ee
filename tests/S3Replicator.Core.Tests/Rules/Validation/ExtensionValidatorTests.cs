using System.Text.Json.Nodes;
using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Validation;

public sealed class ExtensionValidatorTests
{
    private const string At = "/Rules/0/S3Replicator/";

    [Fact]
    public void Accepts_every_member()
    {
        var result = Rule().With("S3Replicator", JsonNode.Parse("""
            {"ExcludePrefixes": ["docs/tmp/"], "Suffixes": [".pdf"], "ObjectSizeGreaterThan": 0, "ObjectSizeLessThan": 1000,
             "KeyTransform": {"StripPrefix": "docs/", "AddPrefix": "copy/"}, "Versions": "All", "Lineage": "Metadata", "TagSync": "Disabled",
             "LateTagging": "Replicate", "AclSync": "Enabled", "Acl": "Mirror", "VersionDeletes": "Enabled", "LifecycleDeletes": "Enabled",
             "ChainReplicas": {"MaxHops": 3}, "Archived": {"Action": "Restore", "Tier": "Bulk", "Days": 2},
             "Limits": {"RequestsPerSecond": 0.5, "BytesPerSecond": 1, "MaxConcurrent": 2}, "Objective": {"Percent": 99.95, "WindowDays": 7},
             "MultipartThreshold": 104857600, "ThresholdSeconds": 2, "ActiveFrom": "2026-01-31T13:00:00+01:00"}
            """)).LoadRule();

        result.ShouldAccept();
        var rule = result.Rules!.Documents[0].Rules[0];
        rule.Filter.ExcludePrefixes.ShouldBe(["docs/tmp/"]);
        rule.Filter.Suffixes.ShouldBe([".pdf"]);
        rule.Filter.ObjectSizeLessThan.ShouldBe(1000);
        rule.KeyTransform.AddPrefix.ShouldBe("copy/");
        rule.TagSync.ShouldBeFalse();
        rule.ChainMaxHops.ShouldBe(3);
        rule.Archived.Tier.ShouldBe("Bulk");
        rule.Limits.RequestsPerSecond.ShouldBe(0.5);
        rule.Objective!.Percent.ShouldBe(99.95);
        rule.MultipartThreshold.ShouldBe(104_857_600);
        rule.Threshold.ShouldBe(TimeSpan.FromSeconds(2));
        rule.ActiveFrom.ShouldBe(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("Acl", "Everyone")]
    [InlineData("Versions", "Some")]
    [InlineData("Lineage", "Tags")]
    [InlineData("TagSync", "On")]
    [InlineData("LateTagging", "Enabled")]
    [InlineData("AclSync", "on")]
    [InlineData("VersionDeletes", "True")]
    [InlineData("LifecycleDeletes", "yes")]
    public void Rejects_words_that_a_member_does_not_know(string member, string word) =>
        Rule().With("S3Replicator/" + member, word).LoadRule().ShouldReject("InvalidValue", At + member);

    [Theory]
    [InlineData("MultipartThreshold", 5_368_709_121)]
    [InlineData("MultipartThreshold", 5_242_879)]
    [InlineData("ThresholdSeconds", 0)]
    [InlineData("ThresholdSeconds", 1_209_601)]
    [InlineData("ObjectSizeGreaterThan", -1)]
    [InlineData("ChainReplicas/MaxHops", 0)]
    [InlineData("Limits/RequestsPerSecond", 0)]
    [InlineData("Limits/MaxConcurrent", 0)]
    [InlineData("Objective/Percent", 101)]
    [InlineData("Objective/WindowDays", 0)]
    public void Rejects_numbers_out_of_range(string member, long number) =>
        Rule().With("S3Replicator/" + member, number).LoadRule().Errors.ShouldContain(problem => problem.Code == "InvalidValue" && problem.Pointer == At + member);

    [Theory]
    [InlineData(10, 11)]
    [InlineData(10, 5)]
    [InlineData(0, 0)]
    public void Rejects_bounds_that_no_size_fits(int greater, int less) =>
        Rule().With("S3Replicator/ObjectSizeGreaterThan", greater).With("S3Replicator/ObjectSizeLessThan", less).LoadRule()
            .ShouldReject("EmptySizeRange", At + "ObjectSizeLessThan");

    [Fact]
    public void Warns_where_all_that_the_filter_takes_is_left_out() =>
        Rule().With("S3Replicator/ExcludePrefixes", new JsonArray("do")).LoadRule().ShouldWarn("MatchesNothing", At + "ExcludePrefixes/0");

    [Fact]
    public void Rejects_an_empty_text_to_leave_out() =>
        Rule().With("S3Replicator/ExcludePrefixes", new JsonArray("")).LoadRule().ShouldReject("InvalidValue", At + "ExcludePrefixes/0");

    [Theory]
    [InlineData("{key}")]
    [InlineData("mirror/{directory}/{stem}-{versionId}{extension}")]
    [InlineData("{eventTime:yyyy/MM/dd}/{name}")]
    public void Accepts_templates(string template) => Rule().With("S3Replicator/KeyTransform/Template", template).LoadRule().ShouldAccept();

    [Theory]
    [InlineData("{key")]
    [InlineData("key}")]
    [InlineData("{kex}{key}")]
    [InlineData("{key:upper}")]
    [InlineData("{eventTime:QQ}{key}")]
    public void Rejects_templates_that_cannot_be_filled(string template) =>
        Rule().With("S3Replicator/KeyTransform/Template", template).LoadRule().Errors.ShouldAllBe(problem => problem.Code == "InvalidTemplate" && problem.Pointer == At + "KeyTransform/Template");

    [Fact]
    public void Warns_of_a_template_that_gives_many_objects_one_key() =>
        Rule().With("S3Replicator/KeyTransform/Template", "latest{extension}").LoadRule().ShouldWarn("TemplateNotUnique", At + "KeyTransform/Template");

    [Fact]
    public void Accepts_a_template_beside_prefixes() =>
        Rule().With("S3Replicator/KeyTransform", new JsonObject { ["StripPrefix"] = "docs/", ["Template"] = "{key}", ["AddPrefix"] = "a/" }).LoadRule().ShouldAccept();

    [Theory]
    [InlineData("{versionId}/{name}")]
    [InlineData("{eventTime:yyyy}/{name}")]
    public void Warns_of_delete_markers_where_the_key_hangs_on_the_event(string template) =>
        Rule().With("DeleteMarkerReplication", Switch("Enabled")).With("S3Replicator/KeyTransform/Template", template).LoadRule()
            .ShouldWarn("TemplateForgetsReplicas", At + "KeyTransform/Template");

    [Theory]
    [InlineData("2026-01-31")]
    [InlineData("2026-01-31T12:00:00")]
    [InlineData("31 Jan 2026 12:00 GMT")]
    [InlineData("")]
    public void Rejects_a_time_without_offset_or_of_another_form(string time) => Rule().With("S3Replicator/ActiveFrom", time).LoadRule().ShouldReject("InvalidTime", At + "ActiveFrom");

    [Fact]
    public void Warns_of_a_tier_where_nothing_is_restored() =>
        Rule().With("S3Replicator/Archived", new JsonObject { ["Action"] = "Skip", ["Tier"] = "Bulk" }).LoadRule().ShouldWarn("MemberWithoutEffect", At + "Archived");

    [Fact]
    public void Warns_of_chaining_without_lineage() =>
        Rule().With("S3Replicator/ChainReplicas/MaxHops", 2).LoadRule().ShouldWarn("ChainWithoutLineage", At + "ChainReplicas");

    [Fact]
    public void Rejects_version_deletes_where_only_the_latest_version_is_replicated() =>
        Rule().With("S3Replicator", new JsonObject { ["VersionDeletes"] = "Enabled", ["Versions"] = "Latest" }).LoadRule()
            .ShouldReject("VersionDeletesWithoutVersions", At + "VersionDeletes");

    [Fact]
    public void Warns_of_version_deletes_without_lineage() =>
        Rule().With("S3Replicator/VersionDeletes", "Enabled").LoadRule().ShouldWarn("VersionDeletesWithoutLineage", At + "VersionDeletes");
}
