using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Tests.Infrastructure;

namespace S3Replicator.Tests.Semantics;

/// <summary>An object with all that S3 lets be set, copied whole and copied in parts.</summary>
public sealed class HeaderParityTests : IAsyncLifetime
{
    private const string Vault = "vault";
    private const string Mirror = "mirror";

    private static readonly DateTime Until = new(2099, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private LocalWorld _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);

        foreach (var bucket in new[] { Vault, Mirror })
        {
            await _world.HomeS3.PutBucketAsync(new PutBucketRequest { BucketName = bucket, ObjectLockEnabledForBucket = true }, Token);
            await _world.HomeS3.DeletePublicAccessBlockAsync(new DeletePublicAccessBlockRequest { BucketName = bucket }, Token);
            await _world.HomeS3.PutBucketOwnershipControlsAsync(
                new() { BucketName = bucket, OwnershipControls = new() { Rules = [new() { ObjectOwnership = ObjectOwnership.ObjectWriter }] } }, Token);
        }

        await _world.NotifyAsync(Vault, Token);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task An_object_with_everything_set_is_the_same_after_one_copy()
    {
        await PutWithEverythingAsync("everything", new string('x', 100));

        // What S3 does not carry by itself needs a HEAD, which a rule without a storage class asks for.
        await DrainAsync("\"Acl\": \"Mirror\"");

        await ShouldBeTheSameAsync("everything");
        _world.Requests.CountOf("CopyObject").ShouldBe(1);
    }

    [Fact]
    public async Task An_object_with_everything_set_is_the_same_after_a_copy_in_parts()
    {
        await PutWithEverythingAsync("everything", new string('x', 12 << 20));

        await DrainAsync("\"Acl\": \"Mirror\", \"MultipartThreshold\": 5242880");

        await ShouldBeTheSameAsync("everything");
        _world.Requests.CountOf("CopyObject").ShouldBe(0);
        _world.Requests.CountOf("UploadPartCopy").ShouldBe(3);
        ((await _world.HomeS3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = Mirror }, Token)).MultipartUploads ?? []).ShouldBeEmpty();
    }

    private async Task DrainAsync(string members)
    {
        var rule = LocalWorld.Rule("all", Mirror).Replace(", \"StorageClass\": \"STANDARD\"", string.Empty, StringComparison.Ordinal);
        var document = $$"""{ "Bucket": "{{Vault}}", "Role": "{{LocalWorld.Role}}", "Rules": [ {{LocalWorld.Extended(rule, members)}} ] }""";
        var result = await _world.DrainAsync(_world.WriteRules(string.Empty, document), Token);
        result.ExitCode.ShouldBe(0, result.ToString());
    }

    private async Task PutWithEverythingAsync(string key, string body)
    {
        var upload = new InitiateMultipartUploadRequest { BucketName = Vault, Key = key };
        var request = new PutObjectRequest
        {
            BucketName = Vault,
            Key = key,
            ContentType = "text/x-everything; charset=utf-8",
            WebsiteRedirectLocation = "/elsewhere",
            CannedACL = S3CannedACL.PublicRead,
            ObjectLockMode = ObjectLockMode.Governance,
            ObjectLockRetainUntilDate = Until,
            ObjectLockLegalHoldStatus = ObjectLockLegalHoldStatus.On,
            TagSet = [new() { Key = "a b", Value = "c+d=e" }, new() { Key = "é", Value = string.Empty }],
        };
        request.Headers.CacheControl = "max-age=60, public";
        request.Headers.ContentDisposition = "attachment; filename=\"x y.txt\"";
        request.Headers.ContentEncoding = "identity";
        request.Headers["Content-Language"] = "de-CH";
        request.Headers["Expires"] = "Thu, 01 Dec 2033 16:00:00 GMT";
        request.Metadata["plain"] = "value";
        request.Metadata["with-space"] = "a  b";

        if (body.Length < 5 << 20)
        {
            request.ContentBody = body;
            await _world.HomeS3.PutObjectAsync(request, Token);
            return;
        }

        upload.ContentType = request.ContentType;
        upload.WebsiteRedirectLocation = request.WebsiteRedirectLocation;
        upload.CannedACL = request.CannedACL;
        upload.ObjectLockMode = request.ObjectLockMode;
        upload.ObjectLockRetainUntilDate = Until;
        upload.ObjectLockLegalHoldStatus = request.ObjectLockLegalHoldStatus;
        upload.TagSet = request.TagSet;
        upload.Headers.CacheControl = request.Headers.CacheControl;
        upload.Headers.ContentDisposition = request.Headers.ContentDisposition;
        upload.Headers.ContentEncoding = request.Headers.ContentEncoding;
        upload.Headers["Content-Language"] = "de-CH";
        upload.Headers["Expires"] = "Thu, 01 Dec 2033 16:00:00 GMT";
        upload.Metadata["plain"] = "value";
        upload.Metadata["with-space"] = "a  b";
        await UploadAsync(upload, body);
    }

    /// <summary>Uploads in parts of five mebibytes, a layout that a replica has to keep.</summary>
    private async Task UploadAsync(InitiateMultipartUploadRequest upload, string body)
    {
        const int PartSize = 5 << 20;
        var id = (await _world.HomeS3.InitiateMultipartUploadAsync(upload, Token)).UploadId;
        var parts = new List<PartETag>();

        foreach (var (index, chunk) in body.Chunk(PartSize).Index())
        {
            using var content = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(chunk));
            var part = await _world.HomeS3.UploadPartAsync(
                new() { BucketName = upload.BucketName, Key = upload.Key, UploadId = id, PartNumber = index + 1, InputStream = content }, Token);
            parts.Add(new(part));
        }

        await _world.HomeS3.CompleteMultipartUploadAsync(
            new() { BucketName = upload.BucketName, Key = upload.Key, UploadId = id, PartETags = parts }, Token);
    }

    private async Task ShouldBeTheSameAsync(string key)
    {
        var source = await HeadersAsync(Vault, key);
        var replica = await HeadersAsync(Mirror, key);

        replica.Where(header => source[header.Key] != header.Value).Select(header => $"{header.Key}: {header.Value}, should be {source[header.Key]}")
            .ShouldBeEmpty();
        source["Lock"].ShouldContain("2099");
        source["Grants"].ShouldContain("AllUsers READ");
    }

    private async Task<SortedDictionary<string, string>> HeadersAsync(string bucket, string key)
    {
        var head = await _world.HomeS3.GetObjectMetadataAsync(
            new() { BucketName = bucket, Key = key, ChecksumMode = ChecksumMode.ENABLED }, Token);
        var tagging = await _world.HomeS3.GetObjectTaggingAsync(new() { BucketName = bucket, Key = key }, Token);
        var acl = await _world.HomeS3.GetObjectAclAsync(new() { BucketName = bucket, Key = key }, Token);
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["ETag"] = head.ETag,
            ["Length"] = head.ContentLength.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Expires"] = head.ExpiresString,
            ["Redirect"] = head.WebsiteRedirectLocation,
            ["Checksum"] = $"{head.ChecksumCRC64NVME}{head.ChecksumCRC32} {head.ChecksumType}",
            ["Class"] = head.StorageClass?.Value ?? "STANDARD",
            ["Encryption"] = head.ServerSideEncryptionMethod?.Value ?? string.Empty,
            ["Lock"] = $"{head.ObjectLockMode} {head.ObjectLockRetainUntilDate:O} {head.ObjectLockLegalHoldStatus}",
            ["Grants"] = string.Join(';', acl.Grants.Select(grant => $"{grant.Grantee.CanonicalUser ?? grant.Grantee.URI} {grant.Permission}").Order(StringComparer.Ordinal)),
            ["Tags"] = string.Join(';', (tagging.Tagging ?? []).Select(tag => $"{tag.Key}={tag.Value}")),
        };

        foreach (var name in new[] { "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Type" })
        {
            headers[name] = head.Headers[name];
        }

        foreach (var name in head.Metadata.Keys)
        {
            headers[name] = head.Metadata[name];
        }

        return headers;
    }
}
