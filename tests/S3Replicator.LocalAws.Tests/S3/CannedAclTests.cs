using Amazon.S3;

namespace S3Replicator.LocalAws.Tests.S3;

/// <summary>ACLs on writes to a bucket whose owner owns everything, as new buckets are.</summary>
public sealed class CannedAclTests
{
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
}
