using Amazon.S3.Model;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.Tests.S3;

public sealed class ListingTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(3, "/")]
    [InlineData(1, "/")]
    public async Task Pages_of_versions_leave_nothing_out_and_repeat_nothing(int size, string? delimiter)
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("listing", versioned: true);
        foreach (var key in (string[])["a", "a+%2B b", "d/1", "d/2", "é", "d/"])
        {
            await local.PutAsync("listing", key, "1");
            await local.PutAsync("listing", key, "2");
            await local.Client.DeleteObjectAsync("listing", key, Cancelled);
        }

        var whole = await local.Client.ListVersionsAsync(new ListVersionsRequest { BucketName = "listing", Delimiter = delimiter }, Cancelled);
        var paged = new List<string>();
        var request = new ListVersionsRequest { BucketName = "listing", MaxKeys = size, Delimiter = delimiter };
        while (true)
        {
            var page = await local.Client.ListVersionsAsync(request, Cancelled);
            var items = (page.Versions ?? []).Select(version => version.Key + version.VersionId).Concat(page.CommonPrefixes ?? []).ToList();
            items.Count.ShouldBeLessThanOrEqualTo(size);
            paged.AddRange(items);
            if (page.IsTruncated != true)
            {
                break;
            }

            (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }

        paged.Order(StringComparer.Ordinal).ShouldBe(
            whole.Versions.Select(version => version.Key + version.VersionId).Concat(whole.CommonPrefixes ?? []).Order(StringComparer.Ordinal));
        paged.Count.ShouldBe(delimiter is null ? 18 : 10);
    }

    [Fact]
    public async Task Deletes_many_at_once_and_tells_of_each()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("listing", versioned: true);
        var put = await local.PutAsync("listing", "a", "1");
        await local.PutAsync("listing", "b", "1");

        var deleted = await local.Client.DeleteObjectsAsync(
            new DeleteObjectsRequest
            {
                BucketName = "listing",
                Objects = [new KeyVersion { Key = "a", VersionId = put.VersionId }, new KeyVersion { Key = "b" }, new KeyVersion { Key = "c" }],
            },
            Cancelled);

        deleted.DeletedObjects.Select(item => item.Key).ShouldBe(["a", "b", "c"]);
        deleted.DeletedObjects[0].VersionId.ShouldBe(put.VersionId);
        deleted.DeletedObjects[1].DeleteMarker.ShouldBe(true);
        deleted.DeletedObjects[1].DeleteMarkerVersionId.ShouldNotBeNull();
        (await local.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "listing" }, Cancelled)).KeyCount.ShouldBe(0);
    }

    [Fact]
    public void Sorted_keys_hold_their_order_through_thousands_of_changes()
    {
        var random = new Random(3);
        var keys = new SortedKeys();
        var expected = new SortedDictionary<string, KeyEntry>(Comparer<string>.Create((a, b) => KeyOrder.Compare(a, b)));
        for (var i = 0; i < 20_000; i++)
        {
            var key = random.Next(5_000).ToString("x", System.Globalization.CultureInfo.InvariantCulture);
            if (expected.Remove(key, out var entry))
            {
                keys.Remove(entry);
            }
            else
            {
                entry = new KeyEntry(key);
                expected.Add(key, entry);
                keys.Add(entry);
            }
        }

        var read = new List<string>();
        var buffer = new KeyEntry[100];
        var position = KeyPosition.At("");
        for (var count = keys.Read(position, buffer); count > 0; count = keys.Read(position, buffer))
        {
            read.AddRange(buffer[..count].Select(entry => entry.Key));
            position = KeyPosition.After(read[^1]);
        }

        read.ShouldBe(expected.Keys);
        var skipped = new KeyEntry[1];
        keys.Read(KeyPosition.AfterPrefix("1"), skipped).ShouldBe(1);
        skipped[0].Key.ShouldBe(expected.Keys.First(key => key[0] > '1'));
    }
}
