using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Tests.Planning;

// Which versions at the destination are replicas of one that the source has deleted for good.
public sealed class VersionReplicasTests
{
    [Fact]
    public void Lineage_tells_every_replica_of_the_version_and_no_other()
    {
        var found = VersionReplicas.Find("src", "v1", [Version("v2", "b")], [
            (Version("d3", "a"), Of("v1")),
            (Version("d2", "b"), Of("v2")),
            (Version("d1", "a"), Of("v1")),
        ]);

        found.Versions.Select(version => version.VersionId).ShouldBe(["d3", "d1"]);
        found.Unknown.ShouldBe(0);
    }

    [Fact]
    public void Lineage_of_another_bucket_tells_nothing()
    {
        var found = VersionReplicas.Find("src", "v1", [], [(Version("d1", "a"), new("other", "v1", null, 1))]);

        found.Versions.ShouldBeEmpty();
        found.Unknown.ShouldBe(0);
    }

    [Fact]
    public void A_version_without_lineage_that_the_source_still_has_is_not_in_question()
    {
        var found = VersionReplicas.Find("src", "v1", [Version("v2", "b")], [(Version("d2", "b"), null)]);

        (found.Versions.Count, found.Unknown).ShouldBe((0, 0));
    }

    [Fact]
    public void A_version_without_lineage_and_counterpart_cannot_be_told_apart()
    {
        var found = VersionReplicas.Find("src", "v1", [Version("v2", "b")], [(Version("d2", "b"), null), (Version("d1", "a"), null)]);

        (found.Versions.Count, found.Unknown).ShouldBe((0, 1));
    }

    [Fact]
    public void A_counterpart_that_has_its_replica_by_lineage_stands_for_no_other()
    {
        var found = VersionReplicas.Find("src", "v1", [Version("v2", "b")], [(Version("d2", "b"), Of("v2")), (Version("d1", "b"), null)]);

        (found.Versions.Count, found.Unknown).ShouldBe((0, 1));
    }

    [Fact]
    public void Of_versions_with_the_same_content_as_many_are_accounted_for_as_the_source_has()
    {
        VersionReplicas.CountUnaccounted([Version("v2", "a")], [Version("d1", "a"), Version("d2", "a")]).ShouldBe(1);
        VersionReplicas.CountUnaccounted([Version("v2", "a"), Version("v3", "a")], [Version("d1", "a"), Version("d2", "a")]).ShouldBe(0);
    }

    [Fact]
    public void The_only_replica_of_bytes_that_another_version_still_has_stays()
    {
        VersionReplicas.Find("src", "v1", [Version("v2", "a")], [(Version("d1", "a"), Of("v1"))]).Versions.ShouldBeEmpty();
        VersionReplicas.Find("src", "v1", [Version("v2", "a")], [(Version("d2", "a"), Of("v2")), (Version("d1", "a"), Of("v1"))])
            .Versions.ShouldHaveSingleItem().VersionId.ShouldBe("d1");
    }

    [Fact]
    public void Of_several_replicas_a_version_with_the_same_bytes_is_left_the_oldest() =>
        VersionReplicas.Find("src", "v2", [Version("v1", "a")], [(Version("d3", "a"), Of("v2")), (Version("d1", "a"), Of("v2"))])
            .Versions.ShouldHaveSingleItem().VersionId.ShouldBe("d3");

    [Fact]
    public void Delete_markers_are_no_replicas() =>
        VersionReplicas.CountUnaccounted([], [Version("m", "") with { IsDeleteMarker = true }]).ShouldBe(0);

    private static ObjectVersion Version(string id, string etag) => new(id, IsDeleteMarker: false, IsLatest: false, etag, 1, Given.Time);

    private static LineageEntry Of(string version) => new("src", version, null, 1);
}
