using System.Text.Json.Nodes;
using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Validation;

public sealed class DeleteMarkerValidatorTests
{
    [Fact]
    public void Accepts_delete_markers_where_only_the_prefix_counts() => Rule().With("DeleteMarkerReplication", Switch("Enabled")).LoadRule().ShouldAccept();

    [Fact]
    public void Accepts_tags_where_delete_markers_are_disabled() =>
        Rule().With("Filter", new JsonObject { ["Tag"] = Tag("keep", "yes") }).LoadRule().ShouldAccept();

    [Fact]
    public void Rejects_delete_markers_with_a_tag_in_the_filter() =>
        Rule().With("Filter", new JsonObject { ["Tag"] = Tag("keep", "yes") }).With("DeleteMarkerReplication", Switch("Enabled")).LoadRule()
            .ShouldReject("DeleteMarkersWithTagFilter", "/Rules/0/DeleteMarkerReplication");

    [Fact]
    public void Rejects_delete_markers_with_tags_under_And() =>
        Rule().With("Filter", new JsonObject { ["And"] = new JsonObject { ["Prefix"] = "a", ["Tags"] = new JsonArray(Tag("keep", "yes")) } })
            .With("DeleteMarkerReplication", Switch("Enabled")).LoadRule()
            .ShouldReject("DeleteMarkersWithTagFilter", "/Rules/0/DeleteMarkerReplication");

    [Fact]
    public void Rejects_a_switch_without_status() =>
        Rule().With("DeleteMarkerReplication", new JsonObject()).LoadRule().ShouldReject("MissingStatus", "/Rules/0/DeleteMarkerReplication");
}
