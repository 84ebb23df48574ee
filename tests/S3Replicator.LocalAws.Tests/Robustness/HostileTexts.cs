namespace S3Replicator.LocalAws.Tests.Robustness;

/// <summary>Paths, pieces of keys, parameters and headers that a server may stumble over.</summary>
internal static class HostileTexts
{
    public static string[] Paths { get; } =
    [
        "/bucket/../a", "/bucket/%2e%2e/%2e%2e/etc/passwd", "/bucket//a", "/bucket/%00", "/bucket/%ff%fe", "/bucket/%", "/bucket/%zz", "/bucket/a%0d%0ax",
        "//bucket/a", "/", "//", "///", "/%62ucket/a", "/bucket", "/bucket/", "/bucket/..", "/bucket/.", "/bucket/%2F..%2F", "/bucket/a\\b", "/BUCKET/a",
        "/bucket/%F0%9F%98%80", "/bucket/%C3%A9", "/bucket/a+b", "/bucket/a%20b", "/bucket/\u00e9", "http://other/bucket/a", "*", "/bucket/a;b=c", "/bucket/:@!$&'()*,=",
    ];

    // A key may have 1,024 bytes: the long ones are at the limit and over it, in one byte and in two, so that joining them crosses it too.
    public static string[] KeyPieces { get; } =
    [
        "..", ".", "/", "//", "/../", "%2e", "%2E%2e", "%2f", "%5c", "\\", "%00", "%0a", "%25", "%", "%c0%ae", "%C3%A9", "%e2%80%ae", "%F0%9F%98%80", "%ED%A0%80", "%EF%BF%BF", "+", "%20", "a", "~",
        new('k', 1016), new('k', 1024), new('k', 1025), string.Concat(Enumerable.Repeat("%C3%A9", 512)), string.Concat(Enumerable.Repeat("%C3%A9", 513)),
    ];

    public static string[] Parameters { get; } =
    [
        "versionId=", "versionId=null", "versionId=zzz", "partNumber=0", "partNumber=99999999999", "partNumber=x", "uploads", "uploadId=", "uploadId=x&partNumber=1", "list-type=2",
        "list-type=3", "list-type=2&max-keys=-1", "list-type=2&max-keys=99999999999", "list-type=2&continuation-token=%00", "list-type=2&continuation-token=abc", "versions&key-marker=%ff",
        "versions&version-id-marker=x", "encoding-type=rot13", "delimiter=&prefix=%", "tagging", "acl", "attributes", "retention", "torrent", "select", "policyStatus", "max-keys=0",
        "X-Amz-Signature=x", "X-Amz-Credential=%00", "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=test/20260101/us-east-1/s3/aws4_request&X-Amz-Date=x&X-Amz-Expires=-1&X-Amz-SignedHeaders=host&X-Amz-Signature=0",
        "response-content-type=a%0d%0ab", "response-expires=%C3%A9", "prefix=%ED%A0%80",
    ];

    public static (string Name, string Value)[] OddHeaders { get; } =
    [
        ("Range", "bytes=0-"), ("Range", "bytes=5-1"), ("Range", "bytes=-99999999999999999999"), ("Range", "lines=1-2"), ("x-amz-copy-source", "/bucket/a"), ("x-amz-copy-source", "%"),
        ("x-amz-copy-source", "bucket/a?versionId="), ("x-amz-copy-source", "\u00c3\u00a9"), ("x-amz-copy-source-range", "bytes=0-999"), ("x-amz-copy-source-range", "0-1"), ("Content-MD5", "x"),
        ("x-amz-checksum-crc32", "AAAA"), ("x-amz-checksum-sha256", "="), ("x-amz-sdk-checksum-algorithm", "CRC99"), ("x-amz-storage-class", "GOLD"), ("x-amz-tagging", "a=%"), ("x-amz-tagging", "a&a"),
        ("If-Match", "*"), ("If-None-Match", "*"), ("If-None-Match", "\"x\""), ("If-Modified-Since", "yesterday"), ("x-amz-acl", "everyone"), ("x-amz-grant-read", "id"), ("x-amz-grant-read", "uri=\"http://x\""),
        ("x-amz-server-side-encryption", "rot13"), ("x-amz-server-side-encryption", "aws:kms"), ("x-amz-server-side-encryption-aws-kms-key-id", "arn:x"),
        ("x-amz-server-side-encryption-customer-algorithm", "AES256"), ("x-amz-server-side-encryption-customer-key", "\u00ff"), ("x-amz-object-lock-mode", "x"), ("x-amz-object-lock-retain-until-date", "x"),
        ("x-amz-object-lock-legal-hold", "x"), ("x-amz-expected-bucket-owner", "x"), ("x-amz-decoded-content-length", "-1"), ("x-amz-decoded-content-length", "99999999999999999999"),
        ("x-amz-object-attributes", ",,,"), ("x-amz-max-parts", "x"), ("x-amz-meta-\u00e9", "x"), ("x-amz-meta-a", "\u0001"), ("Expect", "100-continue"), ("Transfer-Encoding", "chunked"), ("Host", ""),
        ("Host", "a b"), ("Host", "bucket.s3.eu-west-1.localhost"), ("Content-Type", "application/x-www-form-urlencoded"), ("X-Amz-Target", "AmazonSQS.\u0001"), ("Content-Length", "1"),
        ("x-amz-mp-object-size", "x"), ("x-amz-write-offset-bytes", "0"), ("x-local-aws-pattern-length", "-5"), ("x-amz-website-redirect-location", "x"), ("x-amz-bypass-governance-retention", "true"),
    ];
}
