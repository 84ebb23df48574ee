using System.Globalization;
using System.Text;

namespace S3Replicator.LocalAws.Tests.Robustness;

/// <summary>Requests that go wrong in one way or another, drawn by a seed.</summary>
internal sealed class HostileRequests(int seed, DateTimeOffset now, string sessionKey, string sessionSecret, string sessionToken)
{
    private static readonly (string Method, string Target, string Body)[] Documents =
    [
        ("PUT", "/bucket?versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"),
        ("PUT", "/bucket?notification", "<NotificationConfiguration><QueueConfiguration><Id>a</Id><Queue>arn:aws:sqs:us-east-1:000000000000:jobs</Queue><Event>s3:ObjectCreated:*</Event><Filter><S3Key><FilterRule><Name>prefix</Name><Value>a</Value></FilterRule></S3Key></Filter></QueueConfiguration></NotificationConfiguration>"),
        ("PUT", "/bucket?lifecycle", "<LifecycleConfiguration><Rule><Status>Enabled</Status><Filter/><Expiration><Days>3</Days></Expiration></Rule></LifecycleConfiguration>"),
        ("PUT", "/bucket?encryption", "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>"),
        ("PUT", "/bucket?object-lock", "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Days>1</Days></DefaultRetention></Rule></ObjectLockConfiguration>"),
        ("PUT", "/bucket?publicAccessBlock", "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls></PublicAccessBlockConfiguration>"),
        ("PUT", "/bucket?ownershipControls", "<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule></OwnershipControls>"),
        ("PUT", "/bucket?tagging", "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>"),
        ("PUT", "/bucket?replication", "<ReplicationConfiguration><Role>r</Role><Rule><Status>Enabled</Status><Prefix/><Destination><Bucket>arn:aws:s3:::b</Bucket></Destination></Rule></ReplicationConfiguration>"),
        ("PUT", "/bucket?policy", "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:None\",\"Resource\":\"arn:aws:s3:::bucket/*\"}]}"),
        ("PUT", "/bucket/a?acl", "<AccessControlPolicy><AccessControlList><Grant><Grantee><URI>http://acs.amazonaws.com/groups/global/AllUsers</URI></Grantee><Permission>READ</Permission></Grant></AccessControlList></AccessControlPolicy>"),
        ("PUT", "/bucket/a?tagging", "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>"),
        ("PUT", "/bucket/a?retention", "<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>2100-01-01T00:00:00Z</RetainUntilDate></Retention>"),
        ("PUT", "/bucket/a?legal-hold", "<LegalHold><Status>ON</Status></LegalHold>"),
        ("POST", "/bucket/a?restore", "<RestoreRequest><Days>1</Days></RestoreRequest>"),
        ("POST", "/bucket?delete", "<Delete><Object><Key>x</Key><VersionId>null</VersionId></Object></Delete>"),
        ("POST", "/bucket/a?uploadId=x", "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>"),
        ("PUT", "/new-bucket", "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>"),
    ];

    private static readonly (string Service, string? Target, string Body)[] Queries =
    [
        ("sqs", "AmazonSQS.SendMessage", "{\"QueueUrl\":\"http://h/000000000000/jobs\",\"MessageBody\":\"x\",\"MessageAttributes\":{\"a\":{\"DataType\":\"Binary\",\"BinaryValue\":\"AQI=\"}}}"),
        ("sqs", "AmazonSQS.ReceiveMessage", "{\"QueueUrl\":\"http://h/000000000000/jobs\",\"MaxNumberOfMessages\":10,\"VisibilityTimeout\":0}"),
        ("sqs", "AmazonSQS.SetQueueAttributes", "{\"QueueUrl\":\"http://h/000000000000/jobs\",\"Attributes\":{\"VisibilityTimeout\":\"30\"}}"),
        ("sqs", "AmazonSQS.DeleteMessageBatch", "{\"QueueUrl\":\"http://h/000000000000/jobs\",\"Entries\":[{\"Id\":\"1\",\"ReceiptHandle\":\"AQEB\"}]}"),
        ("sqs", null, "Action=SendMessage&QueueUrl=http%3A%2F%2Fh%2F000000000000%2Fjobs&MessageBody=%3Ca"),
        ("sqs", null, "Action=GetQueueAttributes&QueueUrl=%2F000000000000%2Fjobs&AttributeName.1=All"),
        ("sts", null, "Action=AssumeRole&RoleArn=arn:aws:iam::000000000000:role/r&RoleSessionName=s-1&DurationSeconds=900&Policy=%7B%7D"),
        ("sts", null, "Action=AssumeRoleWithWebIdentity&RoleArn=arn:aws:iam::000000000000:role/r&RoleSessionName=s-1&WebIdentityToken=e30.e30.e30"),
        ("sts", null, "Action=GetCallerIdentity&Version=2011-06-15"),
        ("iam", null, "Action=CreateRole&RoleName=r&AssumeRolePolicyDocument=%7B%7D"),
    ];

    private readonly Random _random = new(seed);

    public WireRequest Next() => _random.Next(9) switch
    {
        0 => MangledSignature(),
        1 => ExpiredOrSkewed(),
        2 => MangledDocument(),
        3 => MangledQuery(),
        4 => Oversized(),
        5 => OddPath(),
        6 => OddHeader(),
        7 => OddChunks(),
        _ => NoHttp(),
    };

    private WireRequest MangledSignature()
    {
        var (request, service) = OfAnyService();
        request.Sign(service, now);
        var at = request.Headers.FindIndex(header => header.Name is "Authorization");
        var value = Encoding.Latin1.GetString(Mangle(Encoding.Latin1.GetBytes(request.Headers[at].Value), printable: true));
        request.Headers[at] = ("Authorization", value);
        return request;
    }

    private WireRequest ExpiredOrSkewed()
    {
        var (request, service) = OfAnyService();
        return _random.Next(4) switch
        {
            0 => request.Sign(service, now, sessionKey, sessionSecret, sessionToken),
            1 => request.Sign(service, now, sessionKey, sessionSecret, Encoding.Latin1.GetString(Mangle(Encoding.Latin1.GetBytes(sessionToken), printable: true))),
            2 => request.Sign(service, now, sessionKey, sessionSecret),
            _ => request.Sign(service, now.AddMinutes(_random.Next(-100_000, 100_000))),
        };
    }

    private (WireRequest Request, string Service) OfAnyService()
    {
        if (_random.Next(3) > 0)
        {
            return (Simple(), "s3");
        }

        var (service, target, body) = Pick(Queries);
        return (Query(target, Encoding.UTF8.GetBytes(body)), service);
    }

    private WireRequest MangledDocument()
    {
        var (method, target, body) = Pick(Documents);
        return new WireRequest { Method = method, Target = target, Body = Mangle(Encoding.UTF8.GetBytes(body)) }.Sign("s3", now);
    }

    private WireRequest MangledQuery()
    {
        var (service, target, body) = Pick(Queries);
        var request = Query(target, Mangle(Encoding.UTF8.GetBytes(body)));
        if (target is not null && _random.Next(4) == 0)
        {
            request.With("X-Amz-Target", "AmazonSQS.Invented" + _random.Next(1_000_000).ToString(CultureInfo.InvariantCulture));
        }

        return request.Sign(service, now);
    }

    private static WireRequest Query(string? target, byte[] body)
    {
        var request = new WireRequest { Method = "POST", Body = body };
        request.With("Content-Type", target is null ? "application/x-www-form-urlencoded" : "application/x-amz-json-1.0");
        return target is null ? request : request.With("X-Amz-Target", target);
    }

    private WireRequest Oversized()
    {
        var request = Simple();
        switch (_random.Next(5))
        {
            case 0:
                request.With("x-amz-meta-large", new string('x', _random.Next(1_000, 60_000)));
                break;
            case 1:
                for (var i = 0; i < 300; i++)
                {
                    request.Headers.Add(($"x-amz-meta-{i}", "x"));
                }

                break;
            case 2:
                request.Target = "/bucket/" + new string('k', _random.Next(1_000, 50_000));
                break;
            case 3:
                request.Method = "PUT";
                request.Length = Pick(["6000000000", "99999999999999999999", "5", "-1", "x"]);
                request.Body = [1, 2, 3];
                break;
            default:
                request.Method = "POST";
                request.Target = "/";
                request.With("X-Amz-Target", "AmazonSQS.SendMessage");
                request.Body = new byte[_random.Next(3, 6) * 1024 * 1024];
                return request.Sign("sqs", now);
        }

        return request.Sign("s3", now);
    }

    private WireRequest OddPath()
    {
        var request = new WireRequest
        {
            Method = Pick(["GET", "PUT", "DELETE", "HEAD", "POST"]),
            Target = _random.Next(2) == 0 ? Pick(HostileTexts.Paths) : "/bucket/" + string.Concat(Enumerable.Range(0, _random.Next(1, 8)).Select(_ => Pick(HostileTexts.KeyPieces))),
        };
        if (_random.Next(2) == 0)
        {
            request.Target += "?" + Pick(HostileTexts.Parameters);
        }

        return request.Sign("s3", now);
    }

    private WireRequest OddHeader()
    {
        var request = Simple();
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            var (name, value) = Pick(HostileTexts.OddHeaders);
            request.With(name, value);
        }

        return _random.Next(4) == 0 ? request.With("Host", "127.0.0.1") : request.Sign("s3", now);
    }

    private WireRequest OddChunks()
    {
        var body = Mangle(Encoding.Latin1.GetBytes(Pick(
        [
            "5;chunk-signature=0\r\nhello\r\n0;chunk-signature=0\r\n\r\n", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", "ffffffffff\r\n", "-5\r\nhello\r\n", "5\r\nhel", "0\r\n", "\r\n\r\n", "5\nhello\n0\n\n",
        ])));
        var hash = Pick(["STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", "STREAMING-NONSENSE", "UNSIGNED-PAYLOAD", "x"]);
        var request = new WireRequest { Method = "PUT", Target = "/bucket/chunked", Body = body };
        request.With("Content-Encoding", "aws-chunked").With("x-amz-trailer", Pick(["x-amz-checksum-crc32", "x", ""])).With("x-amz-decoded-content-length", Pick(["5", "0", "x", "6000000000", "3"]));
        if (_random.Next(4) == 0)
        {
            request.With("Transfer-Encoding", "chunked").Length = "";
        }

        return request.Sign("s3", now, payloadHash: hash);
    }

    private WireRequest NoHttp()
    {
        var request = Simple().Sign("s3", now);
        switch (_random.Next(6))
        {
            case 0:
                request.Version = Pick(["HTTP/1.0", "HTTP/2.0", "HTTP/9", "SPDY", ""]);
                break;
            case 1:
                request.Method = Pick(["", "G ET", "PATCH", "CONNECT", "TRACE", "OPTIONS", "get", "\u0001"]);
                break;
            case 2:
                request.Headers.Add(("Content-Length", "7"));
                request.Headers.Add(("content-length", "8"));
                break;
            case 3:
                request.Headers.Add((Pick(["", " x", "a b", "x\u0000", "Authorization"]), Pick(["", "\u0000", "x\ny: z", new string('y', 100)])));
                break;
            case 4:
                request.Target = Pick(["", " ", "bucket/a", "/bucket/a b", "/bucket/\u0001", "?", "#"]);
                break;
            default:
                request.Body = [.. Enumerable.Range(0, 200).Select(_ => (byte)_random.Next(256))];
                request.Length = Pick(["3", "100000", ""]);
                break;
        }

        return request;
    }

    private WireRequest Simple() => _random.Next(5) switch
    {
        0 => new WireRequest { Target = "/bucket/a" },
        1 => new WireRequest { Method = "PUT", Target = "/bucket/b", Body = [1, 2, 3] },
        2 => new WireRequest { Target = "/bucket?list-type=2" },
        3 => new WireRequest { Method = "DELETE", Target = "/bucket/c" },
        _ => new WireRequest { Method = "HEAD", Target = "/bucket/a" },
    };

    // Overwrites, takes out, doubles or inserts in a few places, or leaves it as it is.
    private byte[] Mangle(byte[] bytes, bool printable = false)
    {
        var list = bytes.ToList();
        for (var i = _random.Next(5); i > 0 && list.Count > 0; i--)
        {
            var at = _random.Next(list.Count);
            var value = (byte)(printable ? _random.Next(0x20, 0x7F) : _random.Next(256));
            switch (_random.Next(4))
            {
                case 0:
                    list[at] = value;
                    break;
                case 1:
                    list.RemoveRange(at, Math.Min(_random.Next(1, 20), list.Count - at));
                    break;
                case 2:
                    list.InsertRange(at, list.GetRange(at, Math.Min(_random.Next(1, 40), list.Count - at)));
                    break;
                default:
                    list.Insert(at, value);
                    break;
            }
        }

        return [.. list];
    }

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];
}
