using System.Text;
using Amazon.S3;
using Amazon.S3.Model;

namespace S3Replicator.LocalAws.Tests.S3;

/// <summary>What a bucket is configured with besides versions, events and encryption.</summary>
public sealed class ConfigurationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("lifecycle", "NoSuchLifecycleConfiguration", "<LifecycleConfiguration><Rule><ID>r</ID><Status>Enabled</Status><Filter><Prefix>tmp/</Prefix></Filter><Expiration><Days>3</Days></Expiration></Rule></LifecycleConfiguration>")]
    [InlineData("tagging", "NoSuchTagSet", "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>")]
    public async Task A_document_is_kept_given_back_and_taken_away(string resource, string code, string document)
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        using var http = new RawS3(aws.Server.Endpoint);

        (await AskAsync(http, HttpMethod.Get, resource)).ShouldBe((404, true), resource);
        using var put = await http.SendAsync(HttpMethod.Put, "/bucket?" + resource, Encoding.UTF8.GetBytes(document));
        put.IsSuccessStatusCode.ShouldBeTrue();
        using var read = await http.SendAsync(HttpMethod.Get, "/bucket?" + resource);
        (await read.Content.ReadAsStringAsync(Token)).ShouldBe(document);
        using var deleted = await http.SendAsync(HttpMethod.Delete, "/bucket?" + resource);
        ((int)deleted.StatusCode).ShouldBe(204);
        (await AskAsync(http, HttpMethod.Get, resource)).ShouldBe((404, true), resource);

        async Task<(int, bool)> AskAsync(RawS3 raw, HttpMethod method, string sub)
        {
            using var answer = await raw.SendAsync(method, "/bucket?" + sub);
            return ((int)answer.StatusCode, (await answer.Content.ReadAsStringAsync(Token)).Contains($"<Code>{code}</Code>", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("lifecycle", "<LifecycleConfiguration/>", "MalformedXML")]
    [InlineData("lifecycle", "<LifecycleConfiguration><Rule><Status>Enabled</Status><Filter/></Rule></LifecycleConfiguration>", "MalformedXML")]
    [InlineData("lifecycle", "<LifecycleConfiguration><Rule><Status>Enabled</Status><Filter/><Expiration><Days>0</Days></Expiration></Rule></LifecycleConfiguration>", "InvalidArgument")]
    [InlineData("tagging", "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag><Tag><Key>a</Key><Value>c</Value></Tag></TagSet></Tagging>", "InvalidTag")]
    [InlineData("publicAccessBlock", "<PublicAccessBlockConfiguration><BlockPublicAcls>yes</BlockPublicAcls></PublicAccessBlockConfiguration>", "MalformedXML")]
    [InlineData("object-lock", "<ObjectLockConfiguration/>", "MalformedXML")]
    public async Task A_document_that_makes_no_sense_is_refused(string resource, string document, string code)
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        using var http = new RawS3(aws.Server.Endpoint);

        using var answer = await http.SendAsync(HttpMethod.Put, "/bucket?" + resource, Encoding.UTF8.GetBytes(document));

        ((int)answer.StatusCode).ShouldBe(400);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain($"<Code>{code}</Code>");
    }

    [Fact]
    public async Task New_buckets_block_public_access_and_public_policies_wait_for_it_to_go()
    {
        const string Public = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*"}]}""";
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        var block = (await aws.Client.GetPublicAccessBlockAsync(new GetPublicAccessBlockRequest { BucketName = "bucket" }, Token)).PublicAccessBlockConfiguration;
        (block.BlockPublicAcls, block.BlockPublicPolicy).ShouldBe((true, true));

        (await LocalS3.FailsAsync(() => aws.Client.PutBucketPolicyAsync("bucket", Public, Token))).Message.ShouldContain("BlockPublicPolicy");
        await aws.Client.DeletePublicAccessBlockAsync(new DeletePublicAccessBlockRequest { BucketName = "bucket" }, Token);
        await aws.Client.PutBucketPolicyAsync("bucket", Public, Token);

        (await aws.Client.GetBucketPolicyStatusAsync(new GetBucketPolicyStatusRequest { BucketName = "bucket" }, Token)).PolicyStatus.IsPublic.ShouldBe(true);
        (await LocalS3.FailsAsync(() => aws.Client.GetPublicAccessBlockAsync(new GetPublicAccessBlockRequest { BucketName = "bucket" }, Token)))
            .ErrorCode.ShouldBe("NoSuchPublicAccessBlockConfiguration");
    }

    [Fact]
    public async Task Ownership_controls_can_be_taken_away()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        await aws.Client.DeleteBucketOwnershipControlsAsync(new DeleteBucketOwnershipControlsRequest { BucketName = "bucket" }, Token);

        (await LocalS3.FailsAsync(() => aws.Client.GetBucketOwnershipControlsAsync(new GetBucketOwnershipControlsRequest { BucketName = "bucket" }, Token)))
            .ErrorCode.ShouldBe("OwnershipControlsNotFoundError");
    }

    [Fact]
    public async Task A_wrong_region_is_redirected_and_a_wrong_signature_for_a_regional_host_is_told()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket", region: "eu-west-1");
        using var http = new RawS3(aws.Server.Endpoint);

        using var head = await http.SendAsync(HttpMethod.Head, "/bucket");
        ((int)head.StatusCode).ShouldBe(301);
        head.Headers.GetValues("x-amz-bucket-region").Single().ShouldBe("eu-west-1");
        using var get = await http.SendAsync(HttpMethod.Get, "/bucket");
        (await get.Content.ReadAsStringAsync(Token)).ShouldContain("<Code>PermanentRedirect</Code>");
        using var regional = await http.SendAsync(HttpMethod.Get, "/bucket", null, request => request.Headers.Host = "s3.eu-west-1.localhost");
        ((int)regional.StatusCode).ShouldBe(400);
        var body = await regional.Content.ReadAsStringAsync(Token);
        body.ShouldContain("<Code>AuthorizationHeaderMalformed</Code>");
        body.ShouldContain("the region 'us-east-1' is wrong; expecting 'eu-west-1'");
        body.ShouldContain("<Region>eu-west-1</Region>");
        http.Region = "eu-west-1";
        using var right = await http.SendAsync(HttpMethod.Get, "/", null, request => request.Headers.Host = "bucket.s3.eu-west-1.localhost");
        ((int)right.StatusCode).ShouldBe(200);
    }

    [Fact]
    public async Task The_owners_that_a_request_expects_are_compared()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        await aws.PutAsync("bucket", "a", "x");

        (await LocalS3.FailsAsync(() => aws.PutAsync("bucket", "a", "x", request => request.ExpectedBucketOwner = "111122223333"))).ErrorCode.ShouldBe("AccessDenied");
        (await LocalS3.FailsAsync(() => aws.Client.CopyObjectAsync(
            new CopyObjectRequest { SourceBucket = "bucket", SourceKey = "a", DestinationBucket = "bucket", DestinationKey = "b", ExpectedSourceBucketOwner = "111122223333" }, Token)))
            .ErrorCode.ShouldBe("AccessDenied");
        await aws.Client.CopyObjectAsync(
            new CopyObjectRequest { SourceBucket = "bucket", SourceKey = "a", DestinationBucket = "bucket", DestinationKey = "b", ExpectedSourceBucketOwner = "000000000000", ExpectedBucketOwner = "000000000000" }, Token);
    }

    [Fact]
    public async Task Settings_locks_lists_and_restorations_survive_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("local-aws-").FullName;
        try
        {
            await using (var aws = await LocalS3.StartAsync(new LocalAwsOptions { DataDirectory = folder }))
            {
                await aws.Client.PutBucketAsync(new PutBucketRequest { BucketName = "bucket", ObjectLockEnabledForBucket = true }, Token);
                await aws.Client.DeletePublicAccessBlockAsync(new DeletePublicAccessBlockRequest { BucketName = "bucket" }, Token);
                await aws.Client.DeleteBucketOwnershipControlsAsync(new DeleteBucketOwnershipControlsRequest { BucketName = "bucket" }, Token);
                await aws.PutAsync("bucket", "a", "x", request =>
                {
                    request.CannedACL = S3CannedACL.PublicRead;
                    request.StorageClass = S3StorageClass.Glacier;
                    request.ObjectLockLegalHoldStatus = ObjectLockLegalHoldStatus.On;
                    request.ObjectLockMode = ObjectLockMode.Compliance;
                    request.ObjectLockRetainUntilDate = DateTime.UtcNow.AddDays(3);
                });
                await aws.Client.RestoreObjectAsync(new RestoreObjectRequest { BucketName = "bucket", Key = "a", Days = 1 }, Token);
            }

            await using var again = await LocalS3.StartAsync(new LocalAwsOptions { DataDirectory = folder });
            var head = await again.Client.GetObjectMetadataAsync("bucket", "a", Token);
            head.ObjectLockMode.ShouldBe(ObjectLockMode.Compliance);
            head.ObjectLockLegalHoldStatus.ShouldBe(ObjectLockLegalHoldStatus.On);
            head.RestoreInProgress.ShouldBe(true);
            (await again.Client.GetObjectAclAsync(new GetObjectAclRequest { BucketName = "bucket", Key = "a" }, Token)).Grants.Count.ShouldBe(2);
            (await again.Client.GetObjectLockConfigurationAsync(new GetObjectLockConfigurationRequest { BucketName = "bucket" }, Token)).ObjectLockConfiguration.ObjectLockEnabled.ShouldBe(ObjectLockEnabled.Enabled);
            (await LocalS3.FailsAsync(() => again.Client.GetPublicAccessBlockAsync(new GetPublicAccessBlockRequest { BucketName = "bucket" }, Token)))
                .ErrorCode.ShouldBe("NoSuchPublicAccessBlockConfiguration");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
