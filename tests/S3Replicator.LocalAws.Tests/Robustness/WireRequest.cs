using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace S3Replicator.LocalAws.Tests.Robustness;

/// <summary>A request as it goes over the wire, byte by byte, well-formed or not; signed by code apart from the code under test.</summary>
internal sealed class WireRequest
{
    public string Method { get; set; } = "GET";

    /// <summary>The target as it is sent: path and query.</summary>
    public string Target { get; set; } = "/";

    public string Version { get; set; } = "HTTP/1.1";

    public List<(string Name, string Value)> Headers { get; } = [];

    public byte[] Body { get; set; } = [];

    /// <summary>What is written for <c>Content-Length</c>; null for the true one, empty for none.</summary>
    public string? Length { get; set; }

    public WireRequest With(string name, string value)
    {
        Headers.RemoveAll(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        Headers.Add((name, value));
        return this;
    }

    /// <summary>Signs what there is now.</summary>
    public WireRequest Sign(string service, DateTimeOffset time, string accessKeyId = "test", string secret = "test", string? token = null, string? payloadHash = null)
    {
        var stamp = time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        payloadHash ??= Convert.ToHexStringLower(SHA256.HashData(Body));
        With("Host", "127.0.0.1").With("x-amz-date", stamp);
        if (service is "s3")
        {
            With("x-amz-content-sha256", payloadHash);
        }

        if (token is not null)
        {
            With("x-amz-security-token", token);
        }

        var signed = Headers
            .GroupBy(header => header.Name.ToLowerInvariant(), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (Name: group.Key, Value: string.Join(',', group.Select(header => header.Value.Trim()))))
            .ToList();
        var names = string.Join(';', signed.Select(header => header.Name));
        var parts = Target.Split('?', 2);
        var query = parts.Length == 1 ? "" : string.Join('&', parts[1].Split('&').Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=").Order(StringComparer.Ordinal));
        var canonical = $"{Method}\n{parts[0]}\n{query}\n{string.Concat(signed.Select(header => $"{header.Name}:{header.Value}\n"))}\n{names}\n{payloadHash}";
        var scope = $"{stamp[..8]}/us-east-1/{service}/aws4_request";
        var toSign = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var step in (string[])[stamp[..8], "us-east-1", service, "aws4_request", toSign])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        return With("Authorization", $"AWS4-HMAC-SHA256 Credential={accessKeyId}/{scope}, SignedHeaders={names}, Signature={Convert.ToHexStringLower(key)}");
    }

    public byte[] ToBytes()
    {
        var head = new StringBuilder().Append(Method).Append(' ').Append(Target).Append(' ').Append(Version).Append("\r\n");
        foreach (var (name, value) in Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        var length = Length ?? (Body.Length > 0 || Method is "PUT" or "POST" ? Body.Length.ToString(CultureInfo.InvariantCulture) : "");
        if (length.Length > 0)
        {
            head.Append("Content-Length: ").Append(length).Append("\r\n");
        }

        return [.. Encoding.Latin1.GetBytes(head.Append("Connection: close\r\n\r\n").ToString()), .. Body];
    }
}
