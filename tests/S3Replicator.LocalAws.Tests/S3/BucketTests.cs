using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace S3Replicator.LocalAws.Tests.S3;

public sealed class BucketTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Buckets_are_made_in_regions_listed_and_deleted_when_empty()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("in-virginia");
        await local.CreateBucketAsync("in-frankfurt", versioned: true, region: "eu-central-1");
        var frankfurt = local.ClientIn("eu-central-1");

        var list = await local.Client.ListBucketsAsync(Cancelled);
        list.Buckets.Select(bucket => bucket.BucketName).ShouldBe(["in-frankfurt", "in-virginia"]);
        list.Buckets[0].BucketRegion.ShouldBe("eu-central-1");
        await frankfurt.PutObjectAsync(new PutObjectRequest { BucketName = "in-frankfurt", Key = "k", ContentBody = "x" }, Cancelled);
        await frankfurt.DeleteObjectAsync("in-frankfurt", "k", Cancelled);
        await ShouldFailAsync(() => frankfurt.DeleteBucketAsync("in-frankfurt", Cancelled), 409, "BucketNotEmpty");
        foreach (var version in (await frankfurt.ListVersionsAsync("in-frankfurt", Cancelled)).Versions)
        {
            await frankfurt.DeleteObjectAsync(
                new DeleteObjectRequest { BucketName = "in-frankfurt", Key = version.Key, VersionId = version.VersionId }, Cancelled);
        }

        await frankfurt.DeleteBucketAsync("in-frankfurt", Cancelled);
        await ShouldFailAsync(() => frankfurt.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "in-frankfurt" }, Cancelled), 404, "NoSuchBucket");
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("under_score")]
    [InlineData("-start")]
    [InlineData("192.168.0.1")]
    [InlineData("two..dots")]
    public async Task Refuses_names_that_S3_refuses(string name)
    {
        await using var local = await LocalS3.StartAsync();
        using var raw = new RawS3(local.Server.Endpoint);

        using var response = await raw.SendAsync(HttpMethod.Put, "/" + name);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Cancelled)).ShouldContain("<Code>InvalidBucketName</Code>");
    }

    [Fact]
    public async Task A_bucket_belongs_to_the_region_it_was_asked_for()
    {
        await using var local = await LocalS3.StartAsync();
        await ShouldFailAsync(
            () => local.ClientIn("eu-west-1").PutBucketAsync(new PutBucketRequest { BucketName = "elsewhere", BucketRegionName = "eu-west-2" }, Cancelled),
            400,
            "IllegalLocationConstraintException");
        await local.CreateBucketAsync("at-home", region: "eu-west-1");
        await ShouldFailAsync(
            () => local.ClientIn("eu-west-1").PutBucketAsync(new PutBucketRequest { BucketName = "at-home", BucketRegionName = "eu-west-1" }, Cancelled),
            409,
            "BucketAlreadyOwnedByYou");
        await ShouldFailAsync(
            () => local.ClientIn("eu-west-1").ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = "at-home", ExpectedBucketOwner = "111122223333" }, Cancelled),
            403,
            "AccessDenied");
    }

    [Fact]
    public async Task Suspended_versioning_keeps_the_versions_and_replaces_the_null_version()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("suspended");
        await local.PutAsync("suspended", "k", "before");
        await SetVersioningAsync(local, VersionStatus.Enabled);
        var kept = await local.PutAsync("suspended", "k", "kept");
        await SetVersioningAsync(local, VersionStatus.Suspended);
        await local.PutAsync("suspended", "k", "after");
        await local.PutAsync("suspended", "k", "last");

        var versions = (await local.Client.ListVersionsAsync("suspended", Cancelled)).Versions;
        versions.Select(version => version.VersionId).ShouldBe(["null", kept.VersionId]);
        (await local.ReadAsync("suspended", "k", "null")).ShouldBe("last");
        var marker = await local.Client.DeleteObjectAsync("suspended", "k", Cancelled);
        marker.VersionId.ShouldBe("null");
        versions = (await local.Client.ListVersionsAsync("suspended", Cancelled)).Versions;
        versions.Select(version => (version.VersionId, version.IsDeleteMarker ?? false)).ShouldBe([("null", true), (kept.VersionId, false)]);
    }

    [Fact]
    public async Task Replication_needs_versioning_and_is_given_back_as_it_was_put()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("replicated");
        var request = new PutBucketReplicationRequest
        {
            BucketName = "replicated",
            Configuration = new ReplicationConfiguration
            {
                Role = "arn:aws:iam::000000000000:role/r",
                Rules =
                [
                    new ReplicationRule
                    {
                        Id = "all",
                        Priority = 1,
                        Status = ReplicationRuleStatus.Enabled,
                        Filter = new ReplicationRuleFilter { Prefix = "docs/" },
                        DeleteMarkerReplication = new DeleteMarkerReplication { Status = DeleteMarkerReplicationStatus.Disabled },
                        Destination = new ReplicationDestination { BucketArn = "arn:aws:s3:::destination" },
                    },
                ],
            },
        };
        using var raw = new RawS3(local.Server.Endpoint);
        using var absent = await raw.SendAsync(HttpMethod.Get, "/replicated?replication");
        absent.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await absent.Content.ReadAsStringAsync(Cancelled)).ShouldContain("<Code>ReplicationConfigurationNotFoundError</Code>");
        await ShouldFailAsync(() => local.Client.PutBucketReplicationAsync(request, Cancelled), 400, "InvalidRequest");
        await SetVersioningAsync(local, VersionStatus.Enabled, "replicated");
        await local.Client.PutBucketReplicationAsync(request, Cancelled);

        var read = await local.Client.GetBucketReplicationAsync(new GetBucketReplicationRequest { BucketName = "replicated" }, Cancelled);
        read.Configuration.Rules.ShouldHaveSingleItem().Filter.Prefix.ShouldBe("docs/");
        await ShouldFailAsync(() => SetVersioningAsync(local, VersionStatus.Suspended, "replicated"), 409, "InvalidBucketState");
    }

    [Fact]
    public async Task What_is_not_there_is_refused_and_never_pretended()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("honest");
        await ShouldFailAsync(() => local.Client.GetBucketWebsiteAsync("honest", Cancelled), 501, "NotImplemented");
        await ShouldFailAsync(
            () => local.PutAsync("honest", "k", "x", request => request.CannedACL = S3CannedACL.PublicRead), 400, "AccessControlListNotSupported");
        using var raw = new RawS3(local.Server.Endpoint);
        using var malformed = await raw.SendAsync(HttpMethod.Put, "/honest?versioning", "<VersioningConfiguration><Status>"u8.ToArray());
        (await malformed.Content.ReadAsStringAsync(Cancelled)).ShouldContain("<Code>MalformedXML</Code>");
        using var entity = await raw.SendAsync(
            HttpMethod.Put, "/honest?versioning", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><VersioningConfiguration><Status>&e;</Status></VersioningConfiguration>"u8.ToArray());
        (await entity.Content.ReadAsStringAsync(Cancelled)).ShouldContain("<Code>MalformedXML</Code>");
        local.Server.Requests.Snapshot().ShouldAllBe(request => request.Fault == null);
    }

    private static Task<PutBucketVersioningResponse> SetVersioningAsync(LocalS3 local, VersionStatus status, string bucket = "suspended") => local.Client.PutBucketVersioningAsync(
        new PutBucketVersioningRequest { BucketName = bucket, VersioningConfig = new S3BucketVersioningConfig { Status = status } }, Cancelled);

    private static async Task ShouldFailAsync(Func<Task> action, int status, string code)
    {
        var exception = await LocalS3.FailsAsync(action);
        exception.ErrorCode.ShouldBe(code);
        ((int)exception.StatusCode).ShouldBe(status, exception.Message);
    }
}
