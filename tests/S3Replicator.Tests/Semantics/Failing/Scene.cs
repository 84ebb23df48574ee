using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.LocalAws;
using S3Replicator.LocalAws.Faults;
using ReplicationRule = S3Replicator.Core.Rules.ReplicationRule;

namespace S3Replicator.Tests.Semantics.Failing;

/// <summary>Two buckets, a rule between them that costs one request, and one object, of which a row of the table makes something that fails.</summary>
internal sealed class Scene : IAsyncDisposable
{
    public const string Source = "source";
    public const string Destination = "destination";
    public const string Key = "key";

    private readonly LocalAwsServer _server;
    private long _size;

    private Scene(LocalAwsServer server)
    {
        _server = server;
        S3 = new(
            new BasicAWSCredentials("test", "test"),
            new AmazonS3Config { ServiceURL = Endpoint, AuthenticationRegion = "us-east-1", ForcePathStyle = true });
    }

    public string Endpoint => _server.Endpoint.ToString().TrimEnd('/');

    public AmazonS3Client S3 { get; }

    public RequestLog Requests => _server.Requests;

    public ReplicationRule Rule { get; set; } = new()
    {
        Id = "all",
        DeleteMarkerReplication = true,
        Destination = new() { Bucket = Destination, StorageClass = "STANDARD" },
    };

    public string Role { get; set; } = "arn:aws:iam::000000000000:role/s3replicator";

    /// <summary>The name of the event; what it tells of the object is as S3 tells it.</summary>
    public string Event { get; set; } = "ObjectCreated:Put";

    public PutObjectResponse Put { get; private set; } = null!;

    public static async Task<Scene> StartAsync(CancellationToken cancellationToken)
    {
        var scene = new Scene(await LocalAwsServer.StartAsync(new LocalAwsOptions(), cancellationToken));

        foreach (var bucket in new[] { Source, Destination })
        {
            await scene.S3.PutBucketAsync(bucket, cancellationToken);
            await scene.S3.PutBucketVersioningAsync(
                new() { BucketName = bucket, VersioningConfig = new() { Status = VersionStatus.Enabled } }, cancellationToken);
        }

        await scene.PutAsync("body", cancellationToken);
        return scene;
    }

    public async Task PutAsync(string body, CancellationToken cancellationToken, params Tag[] tags)
    {
        _size = body.Length;
        Put = await S3.PutObjectAsync(new() { BucketName = Source, Key = Key, ContentBody = body, TagSet = [.. tags] }, cancellationToken);
    }

    public async Task PutUnderKmsAsync(CancellationToken cancellationToken, string body = "body", string method = "aws:kms", bool bucketKey = false)
    {
        _size = body.Length;
        Put = await S3.PutObjectAsync(
            new()
            {
                BucketName = Source,
                Key = Key,
                ContentBody = body,
                ServerSideEncryptionMethod = ServerSideEncryptionMethod.FindValue(method),
                BucketKeyEnabled = bucketKey ? true : null,
            },
            cancellationToken);
    }

    /// <summary>Puts the object under a customer's key; by a signed URL, since the SDK sends no such key over plain HTTP.</summary>
    public async Task PutUnderCustomerKeyAsync(string body, CancellationToken cancellationToken)
    {
        const string Prefix = "x-amz-server-side-encryption-customer-";
        var key = Enumerable.Repeat((byte)1, 32).ToArray();
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Prefix + "algorithm"] = "AES256",
            [Prefix + "key"] = Convert.ToBase64String(key),
#pragma warning disable CA5351 // S3's protocol names a key by its MD5.
            [Prefix + "key-MD5"] = Convert.ToBase64String(MD5.HashData(key)),
#pragma warning restore CA5351
        };
        var signed = new GetPreSignedUrlRequest
        {
            BucketName = Source,
            Key = Key,
            Verb = HttpVerb.PUT,
            Protocol = Protocol.HTTP,
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
        };
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(await S3.GetPreSignedURLAsync(With(signed, headers))));
        request.Content = new StringContent(body);
        request.Content.Headers.ContentType = null;

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var http = new HttpClient();
        using var answer = await http.SendAsync(request, cancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(cancellationToken));
        _size = body.Length;
        Put = new() { ETag = answer.Headers.ETag!.Tag, VersionId = answer.Headers.GetValues("x-amz-version-id").Single() };
    }

    private static GetPreSignedUrlRequest With(GetPreSignedUrlRequest signed, IReadOnlyDictionary<string, string> headers)
    {
        foreach (var (name, value) in headers)
        {
            signed.Headers[name] = value;
        }

        return signed;
    }

    /// <summary>Forbids an action on a bucket's objects, whatever the role may do.</summary>
    public Task<PutBucketPolicyResponse> DenyAsync(string bucket, CancellationToken cancellationToken, params string[] actions) => S3.PutBucketPolicyAsync(
        bucket,
        JsonSerializer.Serialize(new
        {
            Version = "2012-10-17",
            Statement = new[]
            {
                new { Effect = "Deny", Principal = new { AWS = "arn:aws:iam::000000000000:role/s3replicator" }, Action = actions, Resource = $"arn:aws:s3:::{bucket}/*" },
            },
        }),
        cancellationToken);

    public FaultHandle Fail(string operation, string code, int? status = null, string? message = null, int? first = null, FaultEffect effect = FaultEffect.Error) =>
        _server.Faults.Add(new() { Operation = operation, Code = code, Status = status, Message = message, First = first, Effect = effect });

    public FaultHandle Fail(FaultRule rule) => _server.Faults.Add(rule);

    public StageWorker Worker() => new(Endpoint, new() { Bucket = Source, Role = Role, Rules = [Rule] });

    public string Message() => JsonSerializer.Serialize(new
    {
        Records = new[]
        {
            new
            {
                eventVersion = "2.1",
                eventSource = "aws:s3",
                eventTime = "2026-01-02T03:04:05.678Z",
                eventName = Event,
                s3 = new
                {
                    bucket = new { name = Source },
                    @object = new
                    {
                        key = Key,
                        size = Event.StartsWith("ObjectCreated", StringComparison.Ordinal) ? _size : (long?)null,
                        eTag = Put.ETag.Trim('"'),
                        versionId = Put.VersionId,
                    },
                },
            },
        },
    });

    public async ValueTask DisposeAsync()
    {
        S3.Dispose();
        await _server.DisposeAsync();
    }
}
