using System.Net;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.LocalAws.Sqs.Attributes;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Tests.S3;

/// <summary>Archived objects, and their restoration by the clock.</summary>
public sealed class ArchiveTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GLACIER", "Expedited", 6)]
    [InlineData("GLACIER", "Standard", 301)]
    [InlineData("GLACIER", "Bulk", 721)]
    [InlineData("DEEP_ARCHIVE", "Standard", 721)]
    [InlineData("DEEP_ARCHIVE", "Bulk", 2881)]
    public async Task An_archived_object_is_read_and_copied_after_its_restoration_and_not_before(string storageClass, string tier, int minutes)
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("vault");
        await aws.PutAsync("vault", "a", "x", request => request.StorageClass = storageClass);
        (await LocalS3.FailsAsync(() => aws.Client.GetObjectAsync("vault", "a", Token))).ErrorCode.ShouldBe("InvalidObjectState");
        (await LocalS3.FailsAsync(() => aws.Client.CopyObjectAsync("vault", "a", "vault", "b", Token))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        (await RestoreAsync(aws, tier, days: 2)).HttpStatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await aws.Client.GetObjectMetadataAsync("vault", "a", Token)).RestoreInProgress.ShouldBe(true);
        (await LocalS3.FailsAsync(() => RestoreAsync(aws, tier, days: 2))).ErrorCode.ShouldBe("RestoreAlreadyInProgress");
        (await LocalS3.FailsAsync(() => aws.Client.GetObjectAsync("vault", "a", Token))).ErrorCode.ShouldBe("InvalidObjectState");

        aws.Server.Clock.Advance(TimeSpan.FromMinutes(minutes));
        (await aws.ReadAsync("vault", "a")).ShouldBe("x");
        await aws.Client.CopyObjectAsync("vault", "a", "vault", "b", Token);
        var head = await aws.Client.GetObjectMetadataAsync("vault", "a", Token);
        head.RestoreInProgress.ShouldBe(false);
        head.RestoreExpiration!.Value.ToUniversalTime().TimeOfDay.ShouldBe(TimeSpan.Zero);
        head.StorageClass.Value.ShouldBe(storageClass);
        (await RestoreAsync(aws, tier, days: 9)).HttpStatusCode.ShouldBe(HttpStatusCode.OK);

        aws.Server.Clock.Advance(TimeSpan.FromDays(11));
        (await LocalS3.FailsAsync(() => aws.Client.GetObjectAsync("vault", "a", Token))).ErrorCode.ShouldBe("InvalidObjectState");
        (await aws.ReadAsync("vault", "b")).ShouldBe("x");
    }

    [Fact]
    public async Task Only_archived_objects_are_restored_and_only_by_what_their_class_knows()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("vault");
        await aws.PutAsync("vault", "a", "x", request => request.StorageClass = S3StorageClass.StandardInfrequentAccess);
        (await LocalS3.FailsAsync(() => RestoreAsync(aws, "Standard", 1))).ErrorCode.ShouldBe("InvalidObjectState");
        await aws.PutAsync("vault", "a", "x", request => request.StorageClass = S3StorageClass.DeepArchive);
        (await LocalS3.FailsAsync(() => RestoreAsync(aws, "Expedited", 1))).ErrorCode.ShouldBe("InvalidArgument");
        (await LocalS3.FailsAsync(() => RestoreAsync(aws, "Standard", 0))).ErrorCode.ShouldBe("MalformedXML");
    }

    [Fact]
    public async Task Restorations_are_told_when_asked_for_when_complete_and_when_over()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("vault", versioned: true);
        const string QueueArn = "arn:aws:sqs:us-east-1:000000000000:events";
        var queue = aws.Server.Queues.Create(QueueArn);
        queue.Change(settings => SettingsReader.Apply(
            settings,
            [new("Policy", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"*"}]}""")],
            isNew: false));
        await aws.Client.PutBucketNotificationAsync(
            new PutBucketNotificationRequest { BucketName = "vault", QueueConfigurations = [new QueueConfiguration { Queue = QueueArn, Events = ["s3:ObjectRestore:*"] }] }, Token);
        var put = await aws.PutAsync("vault", "a b", "x", request => request.StorageClass = S3StorageClass.Glacier);

        await RestoreAsync(aws, "Standard", days: 1, key: "a b");
        await ShouldHaveAsync(queue, 2);
        aws.Server.Clock.Advance(TimeSpan.FromHours(6));
        await ShouldHaveAsync(queue, 3);
        aws.Server.Clock.Advance(TimeSpan.FromDays(3));
        await ShouldHaveAsync(queue, 4);

        var records = queue.Peek().Skip(1).Select(message => JsonDocument.Parse(message.Body).RootElement.GetProperty("Records")[0]).ToList();
        records.Select(record => record.GetProperty("eventName").GetString()).ShouldBe(["ObjectRestore:Post", "ObjectRestore:Completed", "ObjectRestore:Delete"]);
        records.ShouldAllBe(record => record.GetProperty("s3").GetProperty("object").GetProperty("versionId").GetString() == put.VersionId);
        records.ShouldAllBe(record => record.GetProperty("s3").GetProperty("object").GetProperty("key").GetString() == "a+b");
        var data = records[1].GetProperty("glacierEventData").GetProperty("restoreEventData");
        data.GetProperty("lifecycleRestoreStorageClass").GetString().ShouldBe("GLACIER");
        data.GetProperty("lifecycleRestorationExpiryTime").GetString().ShouldEndWith("T00:00:00.000Z");
    }

    [Fact]
    public async Task A_bucket_that_is_gone_by_then_has_nothing_to_tell()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("vault");
        await aws.PutAsync("vault", "a", "x", request => request.StorageClass = S3StorageClass.Glacier);
        await RestoreAsync(aws, "Standard", days: 1);
        await aws.Client.DeleteObjectAsync("vault", "a", Token);
        await aws.Client.DeleteBucketAsync("vault", Token);

        Should.NotThrow(() => aws.Server.Clock.Advance(TimeSpan.FromDays(9)));
    }

    [Fact]
    public async Task An_object_that_is_gone_by_then_is_not_told_of()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("vault");
        await aws.PutAsync("vault", "a", "x", request => request.StorageClass = S3StorageClass.Glacier);
        await RestoreAsync(aws, "Standard", days: 1);
        await aws.Client.DeleteObjectAsync("vault", "a", Token);

        aws.Server.Clock.Advance(TimeSpan.FromDays(9));

        (await aws.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "vault" }, Token)).KeyCount.ShouldBe(0);
        await aws.Client.DeleteBucketAsync("vault", Token);
    }

    private static Task<RestoreObjectResponse> RestoreAsync(LocalS3 aws, string tier, int days, string key = "a") => aws.Client.RestoreObjectAsync(
        new RestoreObjectRequest { BucketName = "vault", Key = key, Days = days, RetrievalTier = tier }, Token);

    private static Task ShouldHaveAsync(MessageQueue queue, int messages) => Until.TrueAsync(() => queue.Depth.Visible == messages);
}
