using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace S3Replicator.Load;

/// <summary>Requests to S3 as bytes, signed once: a load client that signs as it sends would measure itself.</summary>
internal static class SignedRequest
{
    private const string Region = "us-east-1";

    public static byte[] Create(Uri endpoint, string method, string path, byte[] body, params (string Name, string Value)[] headers)
    {
        var stamp = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        (string Name, string Value)[] signed =
        [
            .. ((string Name, string Value)[])[("host", endpoint.Authority), ("x-amz-content-sha256", hash), ("x-amz-date", stamp), .. headers],
        ];
        Array.Sort(signed, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        var names = string.Join(';', signed.Select(header => header.Name));
        var canonical = $"{method}\n{path}\n\n{string.Concat(signed.Select(header => $"{header.Name}:{header.Value}\n"))}\n{names}\n{hash}";
        var scope = $"{stamp[..8]}/{Region}/s3/aws4_request";
        var toSign = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes("AWS4test");
        foreach (var step in (string[])[stamp[..8], Region, "s3", "aws4_request", toSign])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{method} {path} HTTP/1.1\r\n");
        foreach (var (name, value) in signed)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        head.Append(CultureInfo.InvariantCulture, $"authorization: AWS4-HMAC-SHA256 Credential=test/{scope}, SignedHeaders={names}, Signature={Convert.ToHexStringLower(key)}\r\n");
        if (method is not "GET")
        {
            head.Append(CultureInfo.InvariantCulture, $"content-length: {body.Length}\r\n");
        }

        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body];
    }
}
