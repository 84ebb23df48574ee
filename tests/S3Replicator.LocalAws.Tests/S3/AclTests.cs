using System.Text;
using Amazon.S3;
using Amazon.S3.Model;

namespace S3Replicator.LocalAws.Tests.S3;

/// <summary>Access control lists: refused where the bucket owner owns everything, as in new buckets, and kept elsewhere.</summary>
public sealed class AclTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("private")]
    [InlineData("bucket-owner-full-control")]
    public async Task Accepts_an_ACL_that_leaves_all_to_the_bucket_owner(string acl)
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("owner-enforced");

        await local.PutAsync("owner-enforced", "key", "body", request => request.CannedACL = S3CannedACL.FindValue(acl));

        (await local.ReadAsync("owner-enforced", "key")).ShouldBe("body");
    }

    [Fact]
    public async Task Refuses_an_ACL_that_lets_others_in()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("owner-enforced");

        var refused = await LocalS3.FailsAsync(
            () => local.PutAsync("owner-enforced", "key", "body", request => request.CannedACL = S3CannedACL.PublicRead));

        refused.ErrorCode.ShouldBe("AccessControlListNotSupported");
    }

    [Fact]
    public async Task Public_lists_are_blocked_until_the_bucket_lets_them()
    {
        await using var local = await LocalS3.StartAsync();
        await CreateAsync(local, "ObjectWriter");
        (await LocalS3.FailsAsync(() => local.PutAsync("bucket", "a", "x", request => request.CannedACL = S3CannedACL.PublicRead))).ErrorCode.ShouldBe("AccessDenied");

        await local.Client.DeletePublicAccessBlockAsync(new DeletePublicAccessBlockRequest { BucketName = "bucket" }, Token);
        await local.PutAsync("bucket", "a", "x", request => request.CannedACL = S3CannedACL.PublicRead);

        var acl = await local.Client.GetObjectAclAsync(new GetObjectAclRequest { BucketName = "bucket", Key = "a" }, Token);
        acl.Grants.Select(grant => (grant.Grantee.URI, grant.Permission.Value)).ShouldContain(("http://acs.amazonaws.com/groups/global/AllUsers", "READ"));
    }

    [Fact]
    public async Task A_list_read_from_one_object_can_be_put_on_another()
    {
        await using var local = await LocalS3.StartAsync();
        await CreateAsync(local, "BucketOwnerPreferred");
        const string Other = "1111111111111111111111111111111111111111111111111111111111111111";
        using var http = new RawS3(local.Server.Endpoint);
        using var put = await http.SendAsync(HttpMethod.Put, "/bucket/a", [1], request => request.Headers.TryAddWithoutValidation("x-amz-grant-read", $"id=\"{Other}\""));
        ((int)put.StatusCode).ShouldBe(200);
        await local.PutAsync("bucket", "b", "x");

        using var read = await http.SendAsync(HttpMethod.Get, "/bucket/a?acl");
        var document = await read.Content.ReadAsByteArrayAsync(Token);
        using var written = await http.SendAsync(HttpMethod.Put, "/bucket/b?acl", document);
        using var again = await http.SendAsync(HttpMethod.Get, "/bucket/b?acl");

        ((int)written.StatusCode).ShouldBe(200);
        (await again.Content.ReadAsByteArrayAsync(Token)).ShouldBe(document);
        Encoding.UTF8.GetString(document).ShouldContain(Other);
    }

    [Theory]
    [InlineData("<Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"CanonicalUser\"><ID>nobody</ID></Grantee><Permission>READ</Permission>", "InvalidArgument")]
    [InlineData("<Grantee><EmailAddress>a@example.com</EmailAddress></Grantee><Permission>READ</Permission>", "UnresolvableGrantByEmailAddress")]
    [InlineData("<Grantee><URI>http://acs.amazonaws.com/groups/global/AllUsers</URI></Grantee><Permission>EVERYTHING</Permission>", "InvalidArgument")]
    [InlineData("<Permission>READ</Permission>", "MalformedXML")]
    public async Task Grants_that_make_no_sense_are_refused(string grant, string code)
    {
        await using var local = await LocalS3.StartAsync();
        await CreateAsync(local, "ObjectWriter");
        await local.PutAsync("bucket", "a", "x");
        using var http = new RawS3(local.Server.Endpoint);

        using var answer = await http.SendAsync(
            HttpMethod.Put, "/bucket/a?acl", Encoding.UTF8.GetBytes($"<AccessControlPolicy><AccessControlList><Grant>{grant}</Grant></AccessControlList></AccessControlPolicy>"));

        ((int)answer.StatusCode).ShouldBe(400);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain($"<Code>{code}</Code>");
    }

    [Fact]
    public async Task Another_accounts_writer_owns_what_it_writes_unless_it_gives_it_up()
    {
        await using var local = await LocalS3.StartAsync();
        await CreateAsync(local, "BucketOwnerPreferred");
        await local.Client.PutBucketPolicyAsync(
            "bucket", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"s3:*","Resource":"arn:aws:s3:::bucket/*"}]}""", Token);
        local.Server.Credentials.AddUser("111122223333", "other", "AKIAOTHER", "secret");
        var other = local.ClientIn("us-east-1", "AKIAOTHER", "secret");

        await other.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = "mine", ContentBody = "x" }, Token);
        await other.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = "yours", ContentBody = "x", CannedACL = S3CannedACL.BucketOwnerFullControl }, Token);

        var mine = await local.Client.GetObjectAclAsync(new GetObjectAclRequest { BucketName = "bucket", Key = "mine" }, Token);
        var yours = await local.Client.GetObjectAclAsync(new GetObjectAclRequest { BucketName = "bucket", Key = "yours" }, Token);
        var owner = (await local.Client.ListBucketsAsync(Token)).Owner.Id;
        mine.Owner.Id.ShouldNotBe(owner);
        yours.Owner.Id.ShouldBe(owner);
    }

    private static async Task CreateAsync(LocalS3 local, string ownership)
    {
        await local.CreateBucketAsync("bucket");
        await local.Client.PutBucketOwnershipControlsAsync(
            new PutBucketOwnershipControlsRequest
            {
                BucketName = "bucket",
                OwnershipControls = new OwnershipControls { Rules = [new OwnershipControlsRule { ObjectOwnership = ownership }] },
            },
            Token);
    }
}
