using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Tests.Copying.Parts;

// The replica's parts are the source's own, since only they give the same ETag.
public sealed class LayoutTests
{
    private const long Mebibyte = 1 << 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parts_of_one_size_cost_two_HEADs()
    {
        var s3 = Uploaded([.. Enumerable.Repeat(7 * Mebibyte, 40), 3]);

        await new PartsWorker(s3).CopyAsync(Token);

        s3.CountOf("UploadPartCopy").ShouldBe(41);
        HeadsBeside(s3, usual: 4).ShouldBe(2);
    }

    [Theory]
    [InlineData(8, 6, 9)]
    [InlineData(6, 9, 3)]
    [InlineData(8, 6, 10)]
    [InlineData(5, 20, 5)]
    public async Task Parts_of_many_sizes_are_kept_as_they_are(params int[] mebibytes)
    {
        var s3 = Uploaded([.. mebibytes.Select(size => size * Mebibyte)]);
        var ranges = new List<PartRange>();
        s3.OnPart = (range, _) =>
        {
            ranges.Add(range);
            return Task.FromResult<StoreError?>(null);
        };

        await new PartsWorker(s3) { Options = { PartsAtOnce = 1 } }.CopyAsync(Token);

        ranges.Select(range => range.Size).ShouldBe(s3.SourceParts);
        ranges[0].First.ShouldBe(0);
        ranges[^1].Last.ShouldBe(s3.Current!.Size - 1);
    }

    [Fact]
    public async Task A_source_that_was_not_uploaded_in_parts_is_cut_by_the_setting()
    {
        var s3 = new FakeS3 { Current = PartsWorker.Head(4) };

        await new PartsWorker(s3) { Options = { PartSize = 8 * Mebibyte } }.CopyAsync(Token);

        s3.CountOf("UploadPartCopy").ShouldBe(3);
    }

    [Fact]
    public async Task A_layout_that_S3_would_not_take_is_not_followed()
    {
        var s3 = Uploaded([4 * Mebibyte, 4 * Mebibyte, 12 * Mebibyte]);

        (await new PartsWorker(s3).CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);

        s3.CountOf("UploadPartCopy").ShouldBe(4);
    }

    [Theory]
    [InlineData("CRC64NVME:x", "FULL_OBJECT", "CRC64NVME", "FULL_OBJECT")]
    [InlineData("CRC32:x", "FULL_OBJECT", "CRC32", "FULL_OBJECT")]
    [InlineData("CRC32:x-3", "COMPOSITE", "CRC32", "COMPOSITE")]
    [InlineData("SHA256:x-3", "COMPOSITE", "SHA256", "COMPOSITE")]
    [InlineData("SHA256:x", "FULL_OBJECT", "SHA256", "COMPOSITE")]
    [InlineData(null, null, null, null)]
    public async Task The_checksum_is_the_sources_as_far_as_S3_makes_such_of_parts(string? checksum, string? type, string? algorithm, string? asked)
    {
        var s3 = new FakeS3 { Current = PartsWorker.Head(4) with { Checksum = checksum, ChecksumType = type } };

        await new PartsWorker(s3).CopyAsync(Token);

        (s3.Created!.Attributes.ChecksumAlgorithm, s3.Created.Attributes.ChecksumType).ShouldBe((algorithm, asked));
    }

    private static FakeS3 Uploaded(IReadOnlyList<long> sizes) => new()
    {
        SourceParts = sizes,
        Current = PartsWorker.Head(1) with { Size = sizes.Sum() },
    };

    /// <summary>Source, current, destination, and current again at the end are asked for in any case.</summary>
    private static int HeadsBeside(FakeS3 s3, int usual) => s3.CountOf("HeadObject") - usual;
}
