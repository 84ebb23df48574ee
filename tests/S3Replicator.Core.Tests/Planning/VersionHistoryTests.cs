using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Tests.Planning;

// What a destination key lacks when a version arrives late.
public sealed class VersionHistoryTests
{
    private static readonly ObjectVersion First = Version("v1", "a", 0);
    private static readonly ObjectVersion Second = Version("v2", "b", 10);

    [Fact]
    public void A_late_version_is_copied_and_the_newest_once_more_on_top() =>
        Steps("v1", [Second, First], [Version("d2", "b", 11)]).ShouldBe(["v1", "v2"]);

    [Fact]
    public void Nothing_is_lacking_where_both_are_there() =>
        Steps("v1", [Second, First], [Version("d2", "b", 12), Version("d1", "a", 11)]).ShouldBeEmpty();

    [Fact]
    public void The_newest_is_left_out_where_the_destination_has_never_had_it() =>
        Steps("v1", [Second, First], [Version("d0", "z", 1, size: 7)]).ShouldBe(["v1"]);

    [Fact]
    public void What_is_on_top_and_may_be_the_newest_under_another_ETag_does_not_stay_beneath() =>
        Steps("v1", [Second, First], [Version("d2", "kms", 11)]).ShouldBe(["v1", "v2"]);

    [Fact]
    public void A_replica_that_is_known_counts_whatever_its_ETag() =>
        Steps("v1", [Second, First], [Version("d2", "kms-2", 12), Version("d1", "kms-1", 11)], new("v2", "d2"), new("v1", "d1")).ShouldBeEmpty();

    [Fact]
    public void Each_version_of_the_same_bytes_has_a_replica_of_its_own() =>
        Steps("v1", [Version("v2", "a", 10), First], [Version("d2", "a", 11)]).ShouldBe(["v1", "v2"]);

    [Fact]
    public void In_a_pair_of_buckets_the_other_sides_own_object_is_the_newest_though_it_is_older_than_the_copy_of_it() =>
        Steps("y", [Version("copy-of-x", "x", 30), Version("y", "y", 10)], [Version("x", "x", 0)]).ShouldBe(["y", "copy-of-x"]);

    [Fact]
    public void Where_the_source_has_a_marker_on_top_one_is_put_on_top() =>
        Steps("v1", [Version("m", etag: null, 20), First], [Version("d1", "a", 1)]).ShouldBe(["marker"]);

    [Fact]
    public void A_version_that_is_gone_lacks_nothing() => VersionHistory.Missing("v9", [First], [], replicatesMarkers: true).ShouldBeNull();

    private static IEnumerable<string> Steps(string versionId, ObjectVersion[] source, ObjectVersion[] destination, params KnownReplica[] known) =>
        VersionHistory.Missing(versionId, source, [destination[0] with { IsLatest = true }, .. destination[1..]], replicatesMarkers: true, known)!
            .Select(step => step.Version?.VersionId ?? "marker");

    private static ObjectVersion Version(string id, string? etag, int second, long size = 1) =>
        new(id, IsDeleteMarker: etag is null, IsLatest: false, etag, size, DateTimeOffset.UnixEpoch.AddSeconds(second));
}
