using S3Replicator.LocalAws.Http;

namespace S3Replicator.LocalAws.Signing;

/// <summary>What a request says of its own signature, not yet checked.</summary>
internal sealed record SignedScope(
    string AccessKeyId,
    string Date,
    string Region,
    string Service,
    string SignedHeaders,
    string Signature,
    bool IsPresigned)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public string CredentialScope => $"{Date}/{Region}/{Service}/aws4_request";

    /// <summary>Reads the Authorization header; null where it is not of signature version 4.</summary>
    public static SignedScope? FromHeader(string authorization)
    {
        var text = authorization.AsSpan();
        if (!text.StartsWith(Algorithm, StringComparison.Ordinal))
        {
            return null;
        }

        ReadOnlySpan<char> credential = default, headers = default, signature = default;
        foreach (var range in text[Algorithm.Length..].Split(','))
        {
            var part = text[Algorithm.Length..][range].Trim();
            if (part.StartsWith("Credential=", StringComparison.Ordinal))
            {
                credential = part["Credential=".Length..];
            }
            else if (part.StartsWith("SignedHeaders=", StringComparison.Ordinal))
            {
                headers = part["SignedHeaders=".Length..];
            }
            else if (part.StartsWith("Signature=", StringComparison.Ordinal))
            {
                signature = part["Signature=".Length..];
            }
        }

        return headers.IsEmpty || signature.IsEmpty ? null : FromCredential(credential, headers.ToString(), signature.ToString(), isPresigned: false);
    }

    /// <summary>Reads the query of a presigned request; null where a parameter is missing or malformed.</summary>
    public static SignedScope? FromQuery(RequestTarget target)
    {
        var credential = target.Get("X-Amz-Credential");
        var headers = target.Get("X-Amz-SignedHeaders");
        var signature = target.Get("X-Amz-Signature");
        return credential is null || headers is null || signature is null
               || !string.Equals(target.Get("X-Amz-Algorithm"), Algorithm, StringComparison.Ordinal)
            ? null
            : FromCredential(credential, headers, signature, isPresigned: true);
    }

    private static SignedScope? FromCredential(ReadOnlySpan<char> credential, string headers, string signature, bool isPresigned)
    {
        Span<Range> parts = stackalloc Range[6];
        if (credential.Split(parts, '/') != 5 || !credential[parts[4]].SequenceEqual("aws4_request"))
        {
            return null;
        }

        return new SignedScope(
            credential[parts[0]].ToString(),
            credential[parts[1]].ToString(),
            Pooled(credential[parts[2]]),
            Pooled(credential[parts[3]]),
            headers,
            signature,
            isPresigned);
    }

    private static string Pooled(ReadOnlySpan<char> text) => text switch
    {
        "us-east-1" => "us-east-1",
        "eu-west-1" => "eu-west-1",
        "s3" => "s3",
        "sqs" => "sqs",
        "sts" => "sts",
        _ => text.ToString(),
    };
}
