using Amazon.S3.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.SQS;
using S3Replicator.LocalAws.Seeding;
using S3Replicator.LocalAws.Tests.S3;

namespace S3Replicator.LocalAws.Tests.Seeding;

/// <summary>What a file can put there from the start.</summary>
public sealed class SeedTests
{
    private const string Everything = """
        {
          // Comments are taken.
          "users": [{"name": "reader", "accessKeyId": "AKIAREADER", "secretAccessKey": "secret",
                     "policies": [{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:List*", "Resource": "*"}}]}],
          "roles": [{"name": "writer", "maxSessionSeconds": 7200,
                     "trust": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole",
                               "Condition": {"StringEquals": {"sts:ExternalId": "e-1"}}}]},
                     "permissions": [{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::src/*"}]}]},
                    {"name": "arn:aws:iam::111122223333:role/other"}],
          "undefinedRoles": false,
          "queues": [{"name": "events", "allowS3": true,
                      "attributes": {"VisibilityTimeout": 60, "RedrivePolicy": {"deadLetterTargetArn": "arn:aws:sqs:us-east-1:000000000000:dead", "maxReceiveCount": 3}}},
                     {"name": "dead"}],
          "buckets": [{"name": "src", "versioning": "Enabled",
                       "notifications": [{"queue": "events", "events": ["s3:ObjectCreated:*"], "prefix": "in/"}]},
                      {"name": "dst", "region": "eu-west-1", "accountId": "111122223333", "ownership": "ObjectWriter"}],
        }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_in_the_file_is_there()
    {
        using var file = new SeedText(Everything);
        await using var aws = await LocalS3.StartAsync(new LocalAwsOptions { SeedFile = file.Path });
        using var sqs = new AmazonSQSClient("test", "test", new AmazonSQSConfig { ServiceURL = aws.Server.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });
        using var sts = new AmazonSecurityTokenServiceClient(
            "test", "test", new AmazonSecurityTokenServiceConfig { ServiceURL = aws.Server.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });

        (await aws.PutAsync("src", "in/a", "x")).VersionId.ShouldNotBeNull();
        var url = (await sqs.GetQueueUrlAsync("events", Token)).QueueUrl;
        (await sqs.ReceiveMessageAsync(url, Token)).Messages.Single().Body.ShouldContain("seed-1");
        (await sqs.GetQueueAttributesAsync(url, ["VisibilityTimeout"], Token)).VisibilityTimeout.ShouldBe(60);
        var request = new AssumeRoleRequest { RoleArn = "arn:aws:iam::000000000000:role/writer", RoleSessionName = "s-1" };
        (await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() => sts.AssumeRoleAsync(request, Token))).ErrorCode.ShouldBe("AccessDenied");
        request.ExternalId = "e-1";
        request.DurationSeconds = 7200;
        var session = (await sts.AssumeRoleAsync(request, Token)).Credentials;
        var writer = aws.ClientIn("us-east-1", session.AccessKeyId, session.SecretAccessKey, session.SessionToken);
        await writer.PutObjectAsync(new PutObjectRequest { BucketName = "src", Key = "b", ContentBody = "x" }, Token);
        (await LocalS3.FailsAsync(() => writer.GetObjectAsync("src", "b", Token))).ErrorCode.ShouldBe("AccessDenied");
        request.RoleArn = "arn:aws:iam::000000000000:role/nobody";
        await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() => sts.AssumeRoleAsync(request, Token));
        (await aws.ClientIn("us-east-1", "AKIAREADER", "secret").ListObjectsV2Async(new ListObjectsV2Request { BucketName = "src" }, Token)).KeyCount.ShouldBe(2);
        (await LocalS3.FailsAsync(() => aws.ClientIn("eu-west-1").GetObjectAsync("dst", "b", Token))).ErrorCode.ShouldBe("AccessDenied");
    }

    [Theory]
    [InlineData("""{"users":[{"name":"a","accessKeyId":"test","secretAccessKey":"x"}]}""", "users[0]", "test")]
    [InlineData("""{"users":[{"name":"a","accessKeyId":"b","secretAccessKey":"c","accountId":"1"}]}""", "users[0]", "12 digits")]
    [InlineData("""{"users":[{"name":"a","secretAccessKey":"c"}]}""", "line 1", "accessKeyId")]
    [InlineData("""{"roles":[{"name":""}]}""", "roles[0]", "name")]
    [InlineData("""{"roles":[{"name":"arn:aws:iam::000000000000:user/x"}]}""", "roles[0]", "ARN")]
    [InlineData("""{"roles":[{"name":"a"},{"name":"b","trust":{"Statement":[]}}]}""", "roles[1]", "\"trust\"")]
    [InlineData("""{"roles":[{"name":"a","permissions":[{"Version":"2012-10-17","Statement":[{"Effect":"Permit"}]}]}]}""", "roles[0]", "\"permissions\"")]
    [InlineData("""{"roles":[{"name":"a","maxSessionSeconds":60}]}""", "roles[0]", "43,200")]
    [InlineData("""{"queues":[{"name":"a b"}]}""", "queues[0]", "a b")]
    [InlineData("""{"queues":[{"name":"q","attributes":{"VisibilityTimeout":99999}}]}""", "queues[0]", "VisibilityTimeout")]
    [InlineData("""{"queues":[{"name":"q","attributes":{"RedrivePolicy":{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:x","maxReceiveCount":3}}}]}""", "queues[0]", "does not exist")]
    [InlineData("""{"queues":[{"name":"q","allowS3":true,"attributes":{"Policy":"{}"}}]}""", "queues[0]", "allowS3")]
    [InlineData("""{"buckets":[{"name":"_local"}]}""", "buckets[0]", "_local")]
    [InlineData("""{"buckets":[{"name":"abc","versioning":"On"}]}""", "buckets[0]", "versioning")]
    [InlineData("""{"buckets":[{"name":"abc","ownership":"Mine"}]}""", "buckets[0]", "ownership")]
    [InlineData("""{"buckets":[{"name":"abc","policy":"{"}]}""", "buckets[0]", "policy")]
    [InlineData("""{"buckets":[{"name":"abc","objectLock":true,"versioning":"Suspended"}]}""", "buckets[0]", "objectLock")]
    [InlineData("""{"keys":[{"arn":"arn:aws:kms:us-east-1:000000000000:alias/a"}]}""", "keys[0]", "no key's ARN")]
    [InlineData("""{"keys":[{"arn":"arn:aws:kms:us-east-1:000000000000:key/a","policy":{}}]}""", "keys[0]", "key policy")]
    [InlineData("""{"queues":[{"name":"q"}],"buckets":[{"name":"abc","notifications":[{"queue":"q","events":["s3:ObjectCreated:*"]}]}]}""", "buckets[0]", "Permissions")]
    [InlineData("""{"buckets":[{"name":"abc","notifications":[{"queue":"q","events":["s3:ObjectCreated:*"]}]}]}""", "buckets[0]", "does not exist")]
    [InlineData("""{"buckets":[{"name":"abc","notifications":[{"queue":"q","events":["ObjectCreated"]}]}]}""", "buckets[0]", "not supported")]
    [InlineData("""{"buckets":[null]}""", "buckets[0]", "null")]
    [InlineData("[]", "line 1", "")]
    public async Task What_makes_no_sense_is_refused_with_its_place(string text, string place, string hint)
    {
        using var file = new SeedText(text);

        var fault = await Should.ThrowAsync<SeedFileException>(() => LocalAwsServer.StartAsync(new LocalAwsOptions { SeedFile = file.Path }, Token));

        fault.Message.ShouldStartWith(file.Path);
        fault.Message.ShouldContain(place);
        fault.Message.ShouldContain(hint);
    }

    [Fact]
    public async Task Buckets_of_a_data_folder_stay_as_they_are_and_a_refused_file_leaves_none_behind()
    {
        var folder = Directory.CreateTempSubdirectory("local-aws-").FullName;
        try
        {
            using var refused = new SeedText("""{"buckets":[{"name":"one"},{"name":"two","versioning":"On"}]}""");
            await Should.ThrowAsync<SeedFileException>(
                () => LocalAwsServer.StartAsync(new LocalAwsOptions { SeedFile = refused.Path, DataDirectory = folder }, Token));
            using var first = new SeedText("""{"buckets":[{"name":"kept"}]}""");
            await using (var aws = await LocalS3.StartAsync(new LocalAwsOptions { SeedFile = first.Path, DataDirectory = folder }))
            {
                (await aws.Client.ListBucketsAsync(Token)).Buckets.Select(bucket => bucket.BucketName).ShouldBe(["kept"]);
                await aws.PutAsync("kept", "a", "x");
            }

            using var second = new SeedText("""{"buckets":[{"name":"kept","versioning":"Enabled"}]}""");
            await using var again = await LocalS3.StartAsync(new LocalAwsOptions { SeedFile = second.Path, DataDirectory = folder });
            (await again.ReadAsync("kept", "a")).ShouldBe("x");
            (await again.Client.GetBucketVersioningAsync("kept", Token)).VersioningConfig.Status?.Value.ShouldNotBe("Enabled");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
