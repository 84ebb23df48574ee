using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Tests.S3;

/// <summary>Retention, legal hold, and what they keep from being deleted.</summary>
public sealed class ObjectLockTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_locked_bucket_is_versioned_for_good_and_gives_its_default_to_new_versions()
    {
        await using var aws = await LocalS3.StartAsync();
        await CreateAsync(aws, "locked");
        (await aws.Client.GetBucketVersioningAsync("locked", Token)).VersioningConfig.Status.ShouldBe(VersionStatus.Enabled);
        await ShouldFailAsync(
            () => aws.Client.PutBucketVersioningAsync(new PutBucketVersioningRequest { BucketName = "locked", VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Suspended } }, Token),
            409,
            "InvalidBucketState");

        await SetDefaultAsync(aws, ObjectLockRetentionMode.Compliance, days: 30);
        await aws.PutAsync("locked", "a", "x");
        var head = await aws.Client.GetObjectMetadataAsync("locked", "a", Token);

        head.ObjectLockMode.ShouldBe(ObjectLockMode.Compliance);
        (head.ObjectLockRetainUntilDate!.Value.ToUniversalTime() - aws.Server.Clock.GetUtcNow().UtcDateTime).TotalDays.ShouldBeInRange(29.9, 30.1);
        var configuration = (await aws.Client.GetObjectLockConfigurationAsync(new GetObjectLockConfigurationRequest { BucketName = "locked" }, Token)).ObjectLockConfiguration;
        configuration.Rule.DefaultRetention.Days.ShouldBe(30);
    }

    [Fact]
    public async Task Without_Object_Lock_its_headers_and_operations_are_refused_each_in_its_words()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("plain");
        await aws.PutAsync("plain", "a", "x");

        var write = await LocalS3.FailsAsync(() => aws.PutAsync("plain", "a", "x", request => request.ObjectLockLegalHoldStatus = ObjectLockLegalHoldStatus.On));
        write.Message.ShouldBe("Bucket is missing ObjectLockConfiguration");
        var copy = await LocalS3.FailsAsync(() => aws.Client.CopyObjectAsync(
            new CopyObjectRequest { SourceBucket = "plain", SourceKey = "a", DestinationBucket = "plain", DestinationKey = "b", ObjectLockLegalHoldStatus = ObjectLockLegalHoldStatus.On }, Token));
        copy.Message.ShouldBe("Bucket is missing ObjectLockConfiguration");
        var retention = await LocalS3.FailsAsync(() => aws.Client.GetObjectRetentionAsync(new GetObjectRetentionRequest { BucketName = "plain", Key = "a" }, Token));
        (retention.ErrorCode, retention.Message).ShouldBe(("InvalidRequest", "Bucket is missing Object Lock Configuration"));
        await ShouldFailAsync(
            () => aws.Client.GetObjectLockConfigurationAsync(new GetObjectLockConfigurationRequest { BucketName = "plain" }, Token), 404, "ObjectLockConfigurationNotFoundError");
        await ShouldFailAsync(
            () => aws.Client.PutObjectLockConfigurationAsync(
                new PutObjectLockConfigurationRequest { BucketName = "plain", ObjectLockConfiguration = new ObjectLockConfiguration { ObjectLockEnabled = ObjectLockEnabled.Enabled } }, Token),
            409,
            "InvalidBucketState");
    }

    [Fact]
    public async Task Retained_versions_stay_until_their_time_is_over_and_markers_may_come()
    {
        await using var aws = await LocalS3.StartAsync();
        await CreateAsync(aws, "locked");
        var put = await PutRetainedAsync(aws, ObjectLockMode.Compliance, TimeSpan.FromDays(1));

        var refused = await ShouldFailAsync(() => DeleteAsync(aws.Client, put.VersionId, bypass: true), 403, "AccessDenied");
        refused.Message.ShouldBe("Access Denied because object protected by object lock.");
        var deleted = await aws.Client.DeleteObjectsAsync(
            new DeleteObjectsRequest { BucketName = "locked", Objects = [new KeyVersion { Key = "a", VersionId = put.VersionId }], Quiet = false }, Token)
            .ContinueWith(task => (task.Exception?.InnerException as DeleteObjectsException)?.Response, TaskScheduler.Default);
        deleted!.DeleteErrors.Single().Code.ShouldBe("AccessDenied");
        (await aws.Client.DeleteObjectAsync("locked", "a", Token)).DeleteMarker.ShouldBe("true");

        aws.Server.Clock.Advance(TimeSpan.FromDays(2));
        (await DeleteAsync(aws.Client, put.VersionId, bypass: false)).VersionId.ShouldBe(put.VersionId);
    }

    [Fact]
    public async Task Governance_gives_way_to_who_may_and_will_bypass_it()
    {
        await using var aws = await LocalS3.StartAsync();
        await CreateAsync(aws, "locked");
        var put = await PutRetainedAsync(aws, ObjectLockMode.Governance, TimeSpan.FromDays(1));
        var limited = Limited(aws);

        await ShouldFailAsync(() => DeleteAsync(aws.Client, put.VersionId, bypass: false), 403, "AccessDenied");
        (await ShouldFailAsync(() => DeleteAsync(limited, put.VersionId, bypass: true), 403, "AccessDenied")).Message.ShouldContain("s3:BypassGovernanceRetention");
        await DeleteAsync(aws.Client, put.VersionId, bypass: true);
    }

    [Fact]
    public async Task Retention_is_lengthened_freely_and_shortened_by_bypass_only()
    {
        await using var aws = await LocalS3.StartAsync();
        await CreateAsync(aws, "locked");
        await PutRetainedAsync(aws, ObjectLockMode.Governance, TimeSpan.FromDays(10));

        await ShouldFailAsync(() => RetainAsync(aws, TimeSpan.FromDays(5), bypass: false), 403, "AccessDenied");
        await RetainAsync(aws, TimeSpan.FromDays(20), bypass: false);
        await RetainAsync(aws, TimeSpan.FromDays(5), bypass: true);
        var retention = (await aws.Client.GetObjectRetentionAsync(new GetObjectRetentionRequest { BucketName = "locked", Key = "a" }, Token)).Retention;
        retention.Mode.ShouldBe(ObjectLockRetentionMode.Governance);
        (retention.RetainUntilDate!.Value.ToUniversalTime() - aws.Server.Clock.GetUtcNow().UtcDateTime).TotalDays.ShouldBeInRange(4.9, 5.1);
        await ShouldFailAsync(() => RetainAsync(aws, TimeSpan.FromDays(-1), bypass: true), 400, "InvalidArgument");
    }

    [Fact]
    public async Task A_legal_hold_holds_whatever_the_retention()
    {
        await using var aws = await LocalS3.StartAsync();
        await CreateAsync(aws, "locked");
        var put = await aws.PutAsync("locked", "a", "x");
        await ShouldFailAsync(
            () => aws.Client.GetObjectLegalHoldAsync(new GetObjectLegalHoldRequest { BucketName = "locked", Key = "a" }, Token), 404, "NoSuchObjectLockConfiguration");

        await HoldAsync(aws, ObjectLockLegalHoldStatus.On);
        (await aws.Client.GetObjectMetadataAsync("locked", "a", Token)).ObjectLockLegalHoldStatus.ShouldBe(ObjectLockLegalHoldStatus.On);
        await ShouldFailAsync(() => DeleteAsync(aws.Client, put.VersionId, bypass: true), 403, "AccessDenied");
        await HoldAsync(aws, ObjectLockLegalHoldStatus.Off);
        await DeleteAsync(aws.Client, put.VersionId, bypass: false);
    }

    [Fact]
    public async Task Half_a_retention_and_unknown_words_are_refused()
    {
        await using var aws = await LocalS3.StartAsync();
        await CreateAsync(aws, "locked");
        using var http = new RawS3(aws.Server.Endpoint);

        foreach (var headers in ((string, string)[][])
            [
                [("x-amz-object-lock-mode", "GOVERNANCE")],
                [("x-amz-object-lock-retain-until-date", "2100-01-01T00:00:00Z")],
                [("x-amz-object-lock-mode", "FOREVER"), ("x-amz-object-lock-retain-until-date", "2100-01-01T00:00:00Z")],
                [("x-amz-object-lock-mode", "GOVERNANCE"), ("x-amz-object-lock-retain-until-date", "soon")],
                [("x-amz-object-lock-legal-hold", "MAYBE")],
            ])
        {
            using var answer = await http.SendAsync(HttpMethod.Put, "/locked/a", [1], request =>
            {
                foreach (var (name, value) in headers)
                {
                    request.Headers.Add(name, value);
                }
            });
            ((int)answer.StatusCode).ShouldBe(400, headers[0].ToString());
            (await answer.Content.ReadAsStringAsync(Token)).ShouldContain("<Code>InvalidArgument</Code>");
        }
    }

    private static Task<PutBucketResponse> CreateAsync(LocalS3 aws, string bucket) =>
        aws.Client.PutBucketAsync(new PutBucketRequest { BucketName = bucket, ObjectLockEnabledForBucket = true }, Token);

    private static Task<PutObjectLockConfigurationResponse> SetDefaultAsync(LocalS3 aws, ObjectLockRetentionMode mode, int days) => aws.Client.PutObjectLockConfigurationAsync(
        new PutObjectLockConfigurationRequest
        {
            BucketName = "locked",
            ObjectLockConfiguration = new ObjectLockConfiguration
            {
                ObjectLockEnabled = ObjectLockEnabled.Enabled,
                Rule = new ObjectLockRule { DefaultRetention = new DefaultRetention { Mode = mode, Days = days } },
            },
        },
        Token);

    private static Task<PutObjectResponse> PutRetainedAsync(LocalS3 aws, ObjectLockMode mode, TimeSpan span) => aws.PutAsync("locked", "a", "x", request =>
    {
        request.ObjectLockMode = mode;
        request.ObjectLockRetainUntilDate = aws.Server.Clock.GetUtcNow().Add(span).UtcDateTime;
    });

    private static Task<PutObjectRetentionResponse> RetainAsync(LocalS3 aws, TimeSpan span, bool bypass) => aws.Client.PutObjectRetentionAsync(
        new PutObjectRetentionRequest
        {
            BucketName = "locked",
            Key = "a",
            BypassGovernanceRetention = bypass,
            Retention = new ObjectLockRetention { Mode = ObjectLockRetentionMode.Governance, RetainUntilDate = aws.Server.Clock.GetUtcNow().Add(span).UtcDateTime },
        },
        Token);

    private static Task<PutObjectLegalHoldResponse> HoldAsync(LocalS3 aws, ObjectLockLegalHoldStatus status) => aws.Client.PutObjectLegalHoldAsync(
        new PutObjectLegalHoldRequest { BucketName = "locked", Key = "a", LegalHold = new ObjectLockLegalHold { Status = status } }, Token);

    private static Task<DeleteObjectResponse> DeleteAsync(AmazonS3Client client, string versionId, bool bypass) => client.DeleteObjectAsync(
        new DeleteObjectRequest { BucketName = "locked", Key = "a", VersionId = versionId, BypassGovernanceRetention = bypass }, Token);

    private static AmazonS3Client Limited(LocalS3 aws)
    {
        const string Arn = "arn:aws:iam::000000000000:role/limited";
        var policy = PolicyDocument.Parse(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:DeleteObject*","s3:PutObject*"],"Resource":"*"}]}""", PolicyKind.Identity);
        var role = new Role(Arn, UniqueIds.RoleIdOf(Arn)) { PermissionPolicies = [policy] };
        aws.Server.Roles.Define(role);
        var credential = aws.Server.Credentials.Issue(new RoleSession(role, "s-1", TimeProvider.System.GetUtcNow().AddHours(1)));
        return aws.ClientIn("us-east-1", credential.AccessKeyId, credential.SecretAccessKey, credential.SessionToken);
    }

    private static async Task<AmazonS3Exception> ShouldFailAsync(Func<Task> action, int status, string code)
    {
        var error = await LocalS3.FailsAsync(action);
        error.ErrorCode.ShouldBe(code);
        ((int)error.StatusCode).ShouldBe(status);
        return error;
    }
}
