using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace S3Replicator.LocalAws.Tests.S3;

public sealed class NotificationTests
{
    private const string QueueArn = "arn:aws:sqs:us-east-1:000000000000:events";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tells_of_every_change_in_the_order_of_the_changes()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("noisy", versioned: true);
        await ConfigureAsync(local, "noisy", "s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:ObjectTagging:*");
        var put = await local.PutAsync("noisy", "dir one/a b+c=é~.txt", "hello");
        await local.Client.PutObjectTaggingAsync(
            new PutObjectTaggingRequest
            {
                BucketName = "noisy",
                Key = "dir one/a b+c=é~.txt",
                Tagging = new Tagging { TagSet = [new Tag { Key = "k", Value = "v" }] },
            },
            Cancelled);
        var copy = await local.Client.CopyObjectAsync("noisy", "dir one/a b+c=é~.txt", "noisy", "copy", Cancelled);
        var marker = await local.Client.DeleteObjectAsync("noisy", "copy", Cancelled);
        await local.Client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = "noisy", Key = "copy", VersionId = copy.VersionId }, Cancelled);

        var records = await RecordsAsync(local, 5);
        records.Select(record => record.GetProperty("eventName").GetString()).ShouldBe(
            ["ObjectCreated:Put", "ObjectTagging:Put", "ObjectCreated:Copy", "ObjectRemoved:DeleteMarkerCreated", "ObjectRemoved:Delete"]);
        var created = records[0];
        created.GetProperty("eventSource").GetString().ShouldBe("aws:s3");
        created.GetProperty("eventVersion").GetString().ShouldBe("2.6");
        created.GetProperty("awsRegion").GetString().ShouldBe("us-east-1");
        created.GetProperty("userIdentity").GetProperty("principalId").GetString()!.ShouldStartWith("AWS:AIDA");
        created.GetProperty("s3").GetProperty("configurationId").GetString().ShouldBe("test");
        var item = ObjectOf(created);
        item.GetProperty("key").GetString().ShouldBe("dir+one/a+b%2Bc%3D%C3%A9~.txt");
        item.GetProperty("size").GetInt64().ShouldBe(5);
        item.GetProperty("eTag").GetString().ShouldBe("5d41402abc4b2a76b9719d911017c592");
        item.GetProperty("versionId").GetString().ShouldBe(put.VersionId);
        item.GetProperty("sequencer").GetString()!.ShouldMatch("^[0-9A-F]{18}$");
        ObjectOf(records[1]).TryGetProperty("sequencer", out _).ShouldBeFalse();
        ObjectOf(records[3]).GetProperty("versionId").GetString().ShouldBe(marker.VersionId);
        ObjectOf(records[3]).TryGetProperty("size", out _).ShouldBeFalse();
        ObjectOf(records[4]).GetProperty("versionId").GetString().ShouldBe(copy.VersionId);
        records.Where(record => ObjectOf(record).TryGetProperty("sequencer", out _))
            .Select(record => ObjectOf(record).GetProperty("sequencer").GetString())
            .ShouldBeInOrder(SortDirection.Ascending);
    }

    [Fact]
    public async Task Sequencers_of_one_key_rise_in_the_order_of_its_versions_under_load()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("noisy", versioned: true);
        await ConfigureAsync(local, "noisy", "s3:ObjectCreated:*");

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 60), Cancelled, async (i, _) => await local.PutAsync("noisy", "hot", i.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        var records = await RecordsAsync(local, 60);
        records.Select(record => ObjectOf(record).GetProperty("sequencer").GetString()).ShouldBeInOrder(SortDirection.Ascending);
        var listed = await local.Client.ListVersionsAsync("noisy", Cancelled);
        records.Select(record => ObjectOf(record).GetProperty("versionId").GetString())
            .ShouldBe(listed.Versions.AsEnumerable().Reverse().Select(version => version.VersionId));
    }

    [Fact]
    public async Task Leaves_versions_out_where_nothing_is_versioned()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("noisy");
        await ConfigureAsync(local, "noisy", "s3:ObjectCreated:Put", "s3:ObjectRemoved:*");
        await local.PutAsync("noisy", "k", "one");
        await local.Client.CopyObjectAsync("noisy", "k", "noisy", "unheard", Cancelled);
        await local.Client.DeleteObjectAsync("noisy", "absent", Cancelled);
        await local.Client.DeleteObjectAsync("noisy", "k", Cancelled);

        var records = await RecordsAsync(local, 2);
        records.Select(record => record.GetProperty("eventName").GetString()).ShouldBe(["ObjectCreated:Put", "ObjectRemoved:Delete"]);
        records.ShouldAllBe(record => !HasVersion(record));
    }

    [Fact]
    public async Task Filters_by_prefix_and_suffix_and_sends_a_test_event_first()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("noisy");
        await AllowAsync(local);
        await local.Client.PutBucketNotificationAsync(
            new PutBucketNotificationRequest
            {
                BucketName = "noisy",
                QueueConfigurations =
                [
                    new QueueConfiguration
                    {
                        Id = "images",
                        Queue = QueueArn,
                        Events = [EventType.ObjectCreatedAll],
                        Filter = new Filter
                        {
                            S3KeyFilter = new S3KeyFilter
                            {
                                FilterRules = [new FilterRule("prefix", "in/"), new FilterRule("suffix", ".png")],
                            },
                        },
                    },
                ],
            },
            Cancelled);
        foreach (var key in (string[])["in/a.png", "in/a.txt", "out/a.png", "in/b.png"])
        {
            await local.PutAsync("noisy", key, key);
        }

        var bodies = await BodiesAsync(local, 3);
        bodies[0].GetProperty("Event").GetString().ShouldBe("s3:TestEvent");
        bodies[0].GetProperty("Bucket").GetString().ShouldBe("noisy");
        bodies.Skip(1).Select(body => ObjectOf(body.GetProperty("Records")[0]).GetProperty("key").GetString()).ShouldBe(["in/a.png", "in/b.png"]);
        var read = await local.Client.GetBucketNotificationAsync("noisy", Cancelled);
        read.QueueConfigurations.ShouldHaveSingleItem().Filter.S3KeyFilter.FilterRules.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Filters_by_what_a_filter_means_decoded_and_tells_it_as_it_was_given()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("noisy");
        await AllowAsync(local);
        await local.Client.PutBucketNotificationAsync(
            new PutBucketNotificationRequest { BucketName = "noisy", QueueConfigurations = [Rule("a", "my+docs/a%2Bb", "s3:ObjectCreated:*")] }, Cancelled);
        foreach (var key in (string[])["my docs/a+b", "my+docs/a%2Bb", "my docs/a b"])
        {
            await local.PutAsync("noisy", key, key);
        }

        var bodies = await BodiesAsync(local, 2);
        ObjectOf(bodies[1].GetProperty("Records")[0]).GetProperty("key").GetString().ShouldBe("my+docs/a%2Bb");
        var read = await local.Client.GetBucketNotificationAsync("noisy", Cancelled);
        read.QueueConfigurations.ShouldHaveSingleItem().Filter.S3KeyFilter.FilterRules.ShouldHaveSingleItem().Value.ShouldBe("my+docs/a%2Bb");
    }

    [Fact]
    public async Task Refuses_queues_that_are_not_there_or_shut_and_rules_that_overlap()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("noisy");
        await ShouldRefuseAsync(local, "Unable to validate the following destination configurations", Rule("a", "", "s3:ObjectCreated:*"));
        local.Server.Queues.Create(QueueArn);
        await ShouldRefuseAsync(local, "Unable to validate the following destination configurations", Rule("a", "", "s3:ObjectCreated:*"));
        await AllowAsync(local);
        await ShouldRefuseAsync(local, "The event is not supported for notifications", Rule("a", "", "s3:Nonsense"));
        await ShouldRefuseAsync(
            local,
            "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.",
            Rule("a", "x", "s3:ObjectCreated:*"),
            Rule("b", "x/y", "s3:ObjectCreated:Put"));
        await local.Client.PutBucketNotificationAsync(
            new PutBucketNotificationRequest
            {
                BucketName = "noisy",
                QueueConfigurations = [Rule("a", "x", "s3:ObjectCreated:*"), Rule("b", "y", "s3:ObjectCreated:*"), Rule("c", "x", "s3:ObjectRemoved:*")],
            },
            Cancelled);
    }

    private static QueueConfiguration Rule(string id, string prefix, string name) => new()
    {
        Id = id,
        Queue = QueueArn,
        Events = [EventType.FindValue(name)],
        Filter = new Filter { S3KeyFilter = new S3KeyFilter { FilterRules = [new FilterRule("prefix", prefix)] } },
    };

    private static async Task ShouldRefuseAsync(LocalS3 local, string message, params List<QueueConfiguration> rules)
    {
        var exception = await LocalS3.FailsAsync(() => local.Client.PutBucketNotificationAsync(
            new PutBucketNotificationRequest { BucketName = "noisy", QueueConfigurations = rules }, Cancelled));
        exception.ErrorCode.ShouldBe("InvalidArgument");
        exception.Message.ShouldBe(message);
    }

    private static async Task ConfigureAsync(LocalS3 local, string bucket, params string[] events)
    {
        await AllowAsync(local);
        await local.Client.PutBucketNotificationAsync(
            new PutBucketNotificationRequest
            {
                BucketName = bucket,
                QueueConfigurations =
                [
                    new QueueConfiguration { Id = "test", Queue = QueueArn, Events = [.. events.Select(EventType.FindValue)] },
                ],
            },
            Cancelled);
        await BodiesAsync(local, 1);
    }

    private static async Task AllowAsync(LocalS3 local)
    {
        local.Server.Queues.Create(QueueArn);
        using var sqs = Sqs(local);
        const string Policy = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"*"}]}
            """;
        await sqs.SetQueueAttributesAsync(Url(local), new Dictionary<string, string> { ["Policy"] = Policy }, Cancelled);
    }

    private static async Task<List<JsonElement>> RecordsAsync(LocalS3 local, int count) =>
        [.. (await BodiesAsync(local, count)).Select(body => body.GetProperty("Records")[0])];

    private static async Task<List<JsonElement>> BodiesAsync(LocalS3 local, int count)
    {
        using var sqs = Sqs(local);
        var bodies = new List<JsonElement>();
        while (bodies.Count < count)
        {
            var received = await sqs.ReceiveMessageAsync(
                new ReceiveMessageRequest { QueueUrl = Url(local), MaxNumberOfMessages = 10, WaitTimeSeconds = 5 }, Cancelled);
            received.Messages.ShouldNotBeNull($"only {bodies.Count} of {count} messages came");
            foreach (var message in received.Messages)
            {
                bodies.Add(JsonDocument.Parse(message.Body).RootElement);
                await sqs.DeleteMessageAsync(Url(local), message.ReceiptHandle, Cancelled);
            }
        }

        bodies.Count.ShouldBe(count);
        return bodies;
    }

    private static AmazonSQSClient Sqs(LocalS3 local) => new(
        new Amazon.Runtime.BasicAWSCredentials("test", "test"),
        new AmazonSQSConfig { ServiceURL = local.Server.Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    private static string Url(LocalS3 local) => $"{local.Server.Endpoint}000000000000/events";

    private static JsonElement ObjectOf(JsonElement record) => record.GetProperty("s3").GetProperty("object");

    private static bool HasVersion(JsonElement record) => ObjectOf(record).TryGetProperty("versionId", out _);
}
