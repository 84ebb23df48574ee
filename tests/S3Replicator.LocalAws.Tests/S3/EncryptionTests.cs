using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies.Documents;
using S3Replicator.LocalAws.Kms;

namespace S3Replicator.LocalAws.Tests.S3;

/// <summary>Encryption at rest: KMS keys and what goes wrong with them, keys of customers, defaults of buckets.</summary>
public sealed class EncryptionTests
{
    private const string Key = "arn:aws:kms:us-east-1:000000000000:key/11111111-2222-3333-4444-555555555555";
    private const string OtherKey = "arn:aws:kms:us-east-1:000000000000:key/99999999-2222-3333-4444-555555555555";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("aws:kms")]
    [InlineData("aws:kms:dsse")]
    public async Task A_KMS_object_tells_its_key_and_its_tag_is_no_MD5(string method)
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");

        var put = await aws.PutAsync("bucket", "a", "x", request => Kms(request, method));
        var head = await aws.Client.GetObjectMetadataAsync("bucket", "a", Token);
        var copy = await aws.Client.CopyObjectAsync("bucket", "a", "bucket", "b", Token);

        put.ETag.Trim('"').ShouldNotBe(Convert.ToHexStringLower(MD5.HashData("x"u8)));
        foreach (var (algorithm, key) in ((ServerSideEncryptionMethod, string)[])[(put.ServerSideEncryptionMethod, put.ServerSideEncryptionKeyManagementServiceKeyId), (head.ServerSideEncryptionMethod, head.ServerSideEncryptionKeyManagementServiceKeyId)])
        {
            algorithm.Value.ShouldBe(method);
            key.ShouldBe(Key);
        }

        copy.ServerSideEncryptionMethod.ShouldBe(ServerSideEncryptionMethod.AES256);
        copy.ETag.Trim('"').ShouldBe(Convert.ToHexStringLower(MD5.HashData("x"u8)));
    }

    [Theory]
    [InlineData(KmsKeyState.Disabled, "KMS.DisabledException")]
    [InlineData(KmsKeyState.PendingDeletion, "KMS.KMSInvalidStateException")]
    [InlineData(KmsKeyState.Missing, "KMS.NotFoundException")]
    public async Task A_key_that_cannot_be_used_fails_writes_reads_and_copies_but_not_a_head(KmsKeyState state, string code)
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        await aws.PutAsync("bucket", "a", "x", request => Kms(request));
        var upload = await aws.Client.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = "bucket", Key = "m", ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS, ServerSideEncryptionKeyManagementServiceKeyId = Key }, Token);

        aws.Server.Keys.Define(new KmsKey { Arn = Key, State = state });

        foreach (var action in (Func<Task>[])
            [
                () => aws.PutAsync("bucket", "b", "x", request => Kms(request)),
                () => aws.Client.GetObjectAsync("bucket", "a", Token),
                () => aws.Client.CopyObjectAsync("bucket", "a", "bucket", "b", Token),
                () => aws.Client.UploadPartAsync(new UploadPartRequest { BucketName = "bucket", Key = "m", UploadId = upload.UploadId, PartNumber = 1, InputStream = new MemoryStream([1]) }, Token),
            ])
        {
            var error = await LocalS3.FailsAsync(action);
            error.ErrorCode.ShouldBe(code);
            error.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            error.Message.ShouldContain(Key);
        }

        (await aws.Client.GetObjectMetadataAsync("bucket", "a", Token)).ServerSideEncryptionMethod.ShouldBe(ServerSideEncryptionMethod.AWSKMS);
    }

    [Fact]
    public async Task Keys_of_other_regions_aliases_and_undefined_keys()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        aws.Server.Keys.Define(new KmsKey { Arn = Key, Alias = "alias/mine" });
        aws.Server.Keys.AllowUndefined = false;

        (await aws.PutAsync("bucket", "a", "x", request => Kms(request, key: "alias/mine"))).ServerSideEncryptionKeyManagementServiceKeyId.ShouldBe(Key);
        (await LocalS3.FailsAsync(() => aws.PutAsync("bucket", "a", "x", request => Kms(request, key: Key.Replace("us-east-1", "eu-west-1", StringComparison.Ordinal)))))
            .ErrorCode.ShouldBe("KMS.NotFoundException");
        (await LocalS3.FailsAsync(() => aws.PutAsync("bucket", "a", "x", request => Kms(request, key: OtherKey)))).ErrorCode.ShouldBe("KMS.NotFoundException");
        (await LocalS3.FailsAsync(() => aws.PutAsync("bucket", "a", "x", request => Kms(request, key: "arn:aws:kms:nonsense")))).ErrorCode.ShouldBe("KMS.NotFoundException");
        (await aws.PutAsync("bucket", "a", "x", request => Kms(request, key: null))).ServerSideEncryptionKeyManagementServiceKeyId.ShouldEndWith("key/00000000-0000-0000-0000-000000000000");
    }

    [Fact]
    public async Task A_role_needs_kms_permissions_to_write_and_to_read()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        await aws.PutAsync("bucket", "a", "x", request => Kms(request));
        var writer = Session(aws, "writer", """["s3:*","kms:GenerateDataKey"]""");
        var reader = Session(aws, "reader", """["s3:*","kms:Decrypt"]""");

        await writer.PutObjectAsync(Kms(new PutObjectRequest { BucketName = "bucket", Key = "b", ContentBody = "x" }), Token);
        var unread = await LocalS3.FailsAsync(() => writer.GetObjectAsync("bucket", "a", Token));
        var uncopied = await LocalS3.FailsAsync(() => writer.CopyObjectAsync("bucket", "a", "bucket", "c", Token));
        (await reader.GetObjectAsync("bucket", "a", Token)).HttpStatusCode.ShouldBe(HttpStatusCode.OK);
        var unwritten = await LocalS3.FailsAsync(() => reader.PutObjectAsync(Kms(new PutObjectRequest { BucketName = "bucket", Key = "d", ContentBody = "x" }), Token));

        unread.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        unread.Message.ShouldContain($"is not authorized to perform: kms:Decrypt on resource: {Key}");
        uncopied.Message.ShouldContain("kms:Decrypt");
        unwritten.ErrorCode.ShouldBe("AccessDenied");
        unwritten.Message.ShouldContain("kms:GenerateDataKey");
        await writer.PutObjectAsync(Kms(new PutObjectRequest { BucketName = "bucket", Key = "managed", ContentBody = "x" }, key: null), Token);
    }

    [Fact]
    public async Task A_key_policy_has_the_last_word()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        var role = Session(aws, "worker", """["*"]""");
        aws.Server.Keys.Define(new KmsKey { Arn = Key, Policy = Policy("Allow", "arn:aws:iam::111122223333:root") });
        (await LocalS3.FailsAsync(() => role.PutObjectAsync(Kms(new PutObjectRequest { BucketName = "bucket", Key = "a", ContentBody = "x" }), Token)))
            .Message.ShouldContain("no resource-based policy allows the kms:GenerateDataKey action");

        aws.Server.Keys.Define(new KmsKey { Arn = Key, Policy = Policy("Allow", "arn:aws:iam::000000000000:root") });
        await role.PutObjectAsync(Kms(new PutObjectRequest { BucketName = "bucket", Key = "a", ContentBody = "x" }), Token);

        aws.Server.Keys.Define(new KmsKey { Arn = Key, Policy = Policy("Deny", "arn:aws:iam::000000000000:role/worker") });
        (await LocalS3.FailsAsync(() => role.PutObjectAsync(Kms(new PutObjectRequest { BucketName = "bucket", Key = "a", ContentBody = "x" }), Token)))
            .Message.ShouldContain("explicit deny");
    }

    [Fact]
    public async Task A_customers_key_must_come_with_every_read()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        using var http = new RawS3(aws.Server.Endpoint);
        var (key, md5) = CustomerKey(1);
        var (otherKey, otherMd5) = CustomerKey(2);

        using var put = await http.SendAsync(HttpMethod.Put, "/bucket/a", "x"u8.ToArray(), request => Add(request, "x-amz-server-side-encryption-customer-", key, md5));
        put.StatusCode.ShouldBe(HttpStatusCode.OK);
        put.Headers.GetValues("x-amz-server-side-encryption-customer-key-MD5").Single().ShouldBe(md5);
        put.Headers.Contains("x-amz-server-side-encryption").ShouldBeFalse();

        await ShouldAnswerAsync(http, HttpMethod.Get, "/bucket/a", 400, "InvalidRequest", _ => { });
        await ShouldAnswerAsync(http, HttpMethod.Get, "/bucket/a", 403, "AccessDenied", request => Add(request, "x-amz-server-side-encryption-customer-", otherKey, otherMd5));
        await ShouldAnswerAsync(http, HttpMethod.Get, "/bucket/a", 400, "InvalidArgument", request => Add(request, "x-amz-server-side-encryption-customer-", key, otherMd5));
        using var read = await http.SendAsync(HttpMethod.Get, "/bucket/a", null, request => Add(request, "x-amz-server-side-encryption-customer-", key, md5));
        (await read.Content.ReadAsStringAsync(Token)).ShouldBe("x");
        using var head = await http.SendAsync(HttpMethod.Head, "/bucket/a");
        head.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        await ShouldAnswerAsync(http, HttpMethod.Put, "/bucket/b", 400, "InvalidRequest", request => request.Headers.Add("x-amz-copy-source", "/bucket/a"));
        using var copy = await http.SendAsync(HttpMethod.Put, "/bucket/b", [], request =>
        {
            request.Headers.Add("x-amz-copy-source", "/bucket/a");
            Add(request, "x-amz-copy-source-server-side-encryption-customer-", key, md5);
        });
        copy.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await aws.ReadAsync("bucket", "b")).ShouldBe("x");
        await ShouldAnswerAsync(http, HttpMethod.Get, "/bucket/b", 400, "InvalidRequest", request => Add(request, "x-amz-server-side-encryption-customer-", key, md5));
    }

    [Fact]
    public async Task Parts_come_with_the_customers_key_of_their_upload()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        using var http = new RawS3(aws.Server.Endpoint);
        var (key, md5) = CustomerKey(1);
        using var created = await http.SendAsync(HttpMethod.Post, "/bucket/a?uploads", [], request => Add(request, "x-amz-server-side-encryption-customer-", key, md5));
        var id = (await created.Content.ReadAsStringAsync(Token)).Split("<UploadId>")[1].Split('<')[0];

        await ShouldAnswerAsync(http, HttpMethod.Put, $"/bucket/a?partNumber=1&uploadId={id}", 400, "InvalidRequest", _ => { });
        using var part = await http.SendAsync(
            HttpMethod.Put, $"/bucket/a?partNumber=1&uploadId={id}", [1], request => Add(request, "x-amz-server-side-encryption-customer-", key, md5));
        part.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_bucket_encrypts_by_itself_as_it_is_told()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        var rule = (await aws.Client.GetBucketEncryptionAsync(new GetBucketEncryptionRequest { BucketName = "bucket" }, Token)).ServerSideEncryptionConfiguration.ServerSideEncryptionRules.Single();
        rule.ServerSideEncryptionByDefault.ServerSideEncryptionAlgorithm.ShouldBe(ServerSideEncryptionMethod.AES256);

        await aws.Client.PutBucketEncryptionAsync(
            new PutBucketEncryptionRequest
            {
                BucketName = "bucket",
                ServerSideEncryptionConfiguration = new ServerSideEncryptionConfiguration
                {
                    ServerSideEncryptionRules =
                    [
                        new ServerSideEncryptionRule
                        {
                            BucketKeyEnabled = true,
                            ServerSideEncryptionByDefault = new ServerSideEncryptionByDefault
                            {
                                ServerSideEncryptionAlgorithm = ServerSideEncryptionMethod.AWSKMS,
                                ServerSideEncryptionKeyManagementServiceKeyId = Key,
                            },
                        },
                    ],
                },
            },
            Token);
        var put = await aws.PutAsync("bucket", "a", "x");
        put.ServerSideEncryptionKeyManagementServiceKeyId.ShouldBe(Key);
        put.BucketKeyEnabled.ShouldBe(true);
        (await aws.PutAsync("bucket", "b", "x", request => request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AES256))
            .ServerSideEncryptionMethod.ShouldBe(ServerSideEncryptionMethod.AES256);

        await aws.Client.DeleteBucketEncryptionAsync(new DeleteBucketEncryptionRequest { BucketName = "bucket" }, Token);
        (await aws.PutAsync("bucket", "c", "x")).ServerSideEncryptionMethod.ShouldBe(ServerSideEncryptionMethod.AES256);
    }

    [Theory]
    [InlineData("<Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>rot13</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule>", "MalformedXML")]
    [InlineData("<Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm><KMSMasterKeyID>k</KMSMasterKeyID></ApplyServerSideEncryptionByDefault></Rule>", "InvalidArgument")]
    [InlineData("", "MalformedXML")]
    public async Task Encryption_that_makes_no_sense_is_refused(string rules, string code)
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        using var http = new RawS3(aws.Server.Endpoint);

        using var answer = await http.SendAsync(
            HttpMethod.Put, "/bucket?encryption", Encoding.UTF8.GetBytes($"<ServerSideEncryptionConfiguration>{rules}</ServerSideEncryptionConfiguration>"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain($"<Code>{code}</Code>");
    }

    [Fact]
    public async Task Keys_are_defined_over_HTTP_and_by_the_seed_file()
    {
        using var file = new SeedText($$"""{"keys":[{"arn":"{{Key}}","state":"Disabled"}],"undefinedKeys":false}""");
        await using var aws = await LocalS3.StartAsync(new LocalAwsOptions { SeedFile = file.Path });
        await aws.CreateBucketAsync("bucket");
        using var http = new HttpClient { BaseAddress = aws.Server.Endpoint };

        (await LocalS3.FailsAsync(() => aws.PutAsync("bucket", "a", "x", request => Kms(request)))).ErrorCode.ShouldBe("KMS.DisabledException");
        (await LocalS3.FailsAsync(() => aws.PutAsync("bucket", "a", "x", request => Kms(request, key: OtherKey)))).ErrorCode.ShouldBe("KMS.NotFoundException");
        using var defined = await http.PostAsync("/_local/keys", new StringContent($$"""{"arn":"{{Key}}","state":"Enabled"}"""), Token);
        defined.StatusCode.ShouldBe(HttpStatusCode.OK);
        await aws.PutAsync("bucket", "a", "x", request => Kms(request));
        using var refused = await http.PostAsync("/_local/keys", new StringContent("""{"arn":"key/1"}"""), Token);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static PutObjectRequest Kms(PutObjectRequest request, string method = "aws:kms", string? key = Key)
    {
        request.ServerSideEncryptionMethod = method;
        request.ServerSideEncryptionKeyManagementServiceKeyId = key;
        return request;
    }

    private static AmazonS3Client Session(LocalS3 aws, string name, string actions)
    {
        var policy = PolicyDocument.Parse($$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":{{actions}},"Resource":"*"}]}""", PolicyKind.Identity);
        var arn = $"arn:aws:iam::000000000000:role/{name}";
        var role = new Role(arn, UniqueIds.RoleIdOf(arn)) { PermissionPolicies = [policy] };
        aws.Server.Roles.Define(role);
        var credential = aws.Server.Credentials.Issue(new RoleSession(role, "s-1", TimeProvider.System.GetUtcNow().AddHours(1)));
        return aws.ClientIn("us-east-1", credential.AccessKeyId, credential.SecretAccessKey, credential.SessionToken);
    }

    private static string Policy(string effect, string principal) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Principal":{"AWS":"{{principal}}"},"Action":"kms:*","Resource":"*"}]}""";

    private static (string Key, string Md5) CustomerKey(byte fill)
    {
        var key = Enumerable.Repeat(fill, 32).ToArray();
        return (Convert.ToBase64String(key), Convert.ToBase64String(MD5.HashData(key)));
    }

    private static void Add(HttpRequestMessage request, string prefix, string key, string md5)
    {
        request.Headers.Add(prefix + "algorithm", "AES256");
        request.Headers.Add(prefix + "key", key);
        request.Headers.Add(prefix + "key-MD5", md5);
    }

    private static async Task ShouldAnswerAsync(RawS3 http, HttpMethod method, string path, int status, string code, Action<HttpRequestMessage> change)
    {
        using var answer = await http.SendAsync(method, path, method == HttpMethod.Put ? [] : null, change);
        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain($"<Code>{code}</Code>");
    }
}
