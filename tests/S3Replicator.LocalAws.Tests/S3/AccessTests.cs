using Amazon.S3.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Tests.S3;

public sealed class AccessTests
{
    private const string RoleArn = "arn:aws:iam::000000000000:role/narrow";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_role_does_what_its_policy_allows_and_nothing_else()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("source");
        await local.CreateBucketAsync("destination");
        await local.PutAsync("source", "in/k", "x");
        await local.PutAsync("source", "tagged", "x", request => request.TagSet = [new Amazon.S3.Model.Tag { Key = "a", Value = "b" }]);
        using var client = await AssumeAsync(local, """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::source/*"},
              {"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::destination/*"},
              {"Effect":"Deny","Action":"s3:PutObject","Resource":"arn:aws:s3:::destination/locked/*"}]}
            """);

        await client.CopyObjectAsync("source", "in/k", "destination", "k", Cancelled);
        await ShouldBeDeniedAsync(() => client.CopyObjectAsync("source", "in/k", "destination", "locked/k", Cancelled), "explicit deny");
        await ShouldBeDeniedAsync(() => client.CopyObjectAsync("source", "tagged", "destination", "k", Cancelled), "s3:GetObjectTagging");
        await ShouldBeDeniedAsync(() => client.DeleteObjectAsync("destination", "k", Cancelled), "s3:DeleteObject");
        await ShouldBeDeniedAsync(() => client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "source" }, Cancelled), "s3:ListBucket");
        await ShouldBeDeniedAsync(() => client.GetObjectAsync("source", "absent", Cancelled), "Access Denied");
        local.Server.Requests.Snapshot().Last(request => request.Operation == "CopyObject").UserId.ShouldBe(
            local.Server.Roles.Find(RoleArn)!.RoleId + ":worker");
    }

    [Fact]
    public async Task Another_account_needs_the_policy_of_the_bucket()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("shared");
        await local.PutAsync("shared", "k", "x");
        local.Server.Credentials.AddUser("111122223333", "guest", "guest", "secret");
        using var guest = local.ClientIn("us-east-1", "guest", "secret");

        await ShouldBeDeniedAsync(() => guest.GetObjectAsync("shared", "k", Cancelled), "no resource-based policy allows");
        await local.Client.PutBucketPolicyAsync(
            "shared",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::shared/*"}]}""",
            Cancelled);
        using var read = await guest.GetObjectAsync("shared", "k", Cancelled);
        read.ContentLength.ShouldBe(1);
        await ShouldBeDeniedAsync(() => guest.PutObjectAsync(new PutObjectRequest { BucketName = "shared", Key = "k", ContentBody = "y" }, Cancelled), "s3:PutObject");
    }

    [Fact]
    public async Task Who_is_refused_a_bucket_is_told_its_region()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("shared");
        local.Server.Credentials.AddUser("111122223333", "guest", "guest", "secret");
        using var raw = new RawS3(local.Server.Endpoint) { AccessKeyId = "guest", SecretAccessKey = "secret" };

        using var answer = await raw.SendAsync(HttpMethod.Head, "/shared");

        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        answer.Headers.GetValues("x-amz-bucket-region").ShouldBe(["us-east-1"]);
    }

    private static async Task<Amazon.S3.AmazonS3Client> AssumeAsync(LocalS3 local, string policy)
    {
        local.Server.Roles.Define(new Role(RoleArn, "AROANARROWROLE0000000")
        {
            PermissionPolicies = [PolicyDocument.Parse(policy, PolicyKind.Identity)],
        });
        using var sts = new AmazonSecurityTokenServiceClient(
            new Amazon.Runtime.BasicAWSCredentials("test", "test"),
            new AmazonSecurityTokenServiceConfig { ServiceURL = local.Server.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });
        var session = (await sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, RoleSessionName = "worker" }, Cancelled)).Credentials;
        return local.ClientIn("us-east-1", session.AccessKeyId, session.SecretAccessKey, session.SessionToken);
    }

    private static async Task ShouldBeDeniedAsync(Func<Task> action, string message)
    {
        var exception = await LocalS3.FailsAsync(action);
        exception.ErrorCode.ShouldBe("AccessDenied");
        exception.Message.ShouldContain(message);
    }
}
