using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Tests.Planning;

// Which destination version is the replica of a version, where several have the same bytes.
public sealed class ReplicaPairingTests
{
    [Fact]
    public void The_newest_replica_is_the_newest_versions() =>
        Find("v2", [Version("v2", "a", 10), Version("v1", "a", 0)], [Version("d2", "a", 11), Version("d1", "a", 1)]).ShouldBe("d2");

    [Fact]
    public void The_next_is_the_next_versions() =>
        Find("v1", [Version("v2", "a", 10), Version("v1", "a", 0)], [Version("d2", "a", 11), Version("d1", "a", 1)]).ShouldBe("d1");

    [Fact]
    public void A_replica_that_may_be_a_newer_versions_own_is_nobody_elses() =>
        Find("v1", [Version("v2", "a", 10), Version("v1", "a", 0)], [Version("d", "a", 11)]).ShouldBeNull();

    [Fact]
    public void A_replica_from_before_the_newer_version_is_the_older_ones() =>
        Find("v1", [Version("v2", "a", 10), Version("v1", "a", 0)], [Version("d", "a", 5)]).ShouldBe("d");

    [Fact]
    public void Other_bytes_and_markers_do_not_count() =>
        Find(
            "v1",
            [Version("v3", "b", 20), Version("marker", etag: null, 15), Version("v1", "a", 0)],
            [Version("d4", etag: null, 22), Version("d3", "b", 21), Version("d1", "a", 1)]).ShouldBe("d1");

    [Fact]
    public void A_version_that_the_source_has_no_more_has_none() => Find("v1", [Version("v2", "a", 0)], [Version("d", "a", 1)]).ShouldBeNull();

    private static string? Find(string versionId, ObjectVersion[] source, ObjectVersion[] destination) =>
        ReplicaPairing.Find(versionId, source, destination)?.VersionId;

    private static ObjectVersion Version(string id, string? etag, int second) =>
        new(id, IsDeleteMarker: etag is null, IsLatest: false, etag, Size: 1, DateTimeOffset.UnixEpoch.AddSeconds(second));
}
