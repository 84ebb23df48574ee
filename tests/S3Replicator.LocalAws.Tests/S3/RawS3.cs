using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace S3Replicator.LocalAws.Tests.S3;

/// <summary>Requests that no SDK would send, with a signature made here, apart from the code under test.</summary>
internal sealed class RawS3(Uri endpoint) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public DateTimeOffset Now { get; set; } = TimeProvider.System.GetUtcNow();

    public string Region { get; set; } = "us-east-1";

    public string AccessKeyId { get; set; } = "test";

    public string SecretAccessKey { get; set; } = "test";

    /// <summary>Sends with a signature; the path is sent as it is given.</summary>
    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string pathAndQuery, byte[]? body = null, Action<HttpRequestMessage>? change = null, Action<HttpRequestMessage>? afterSigning = null)
    {
        var request = Create(method, pathAndQuery, body);
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", Convert.ToHexStringLower(SHA256.HashData(body ?? [])));
        request.Headers.TryAddWithoutValidation("x-amz-date", Now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        change?.Invoke(request);
        Sign(request, pathAndQuery);
        afterSigning?.Invoke(request);
        return _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Gets the headers alone; the body is still to be read.</summary>
    public Task<HttpResponseMessage> SendHeadersAsync(string pathAndQuery)
    {
        var request = Create(HttpMethod.Get, pathAndQuery, null);
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", Convert.ToHexStringLower(SHA256.HashData([])));
        request.Headers.TryAddWithoutValidation("x-amz-date", Now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        Sign(request, pathAndQuery);
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> SendUnsignedAsync(HttpMethod method, string pathAndQuery, byte[]? body = null, Action<HttpRequestMessage>? change = null)
    {
        var request = Create(method, pathAndQuery, body);
        change?.Invoke(request);
        return _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public byte[] SigningKey()
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + SecretAccessKey);
        foreach (var step in (string[])[Now.ToString("yyyyMMdd", CultureInfo.InvariantCulture), Region, "s3", "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        return key;
    }

    public static string SignatureOf(HttpRequestMessage request) => request.Headers.GetValues("Authorization").Single().Split("Signature=")[1];

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Create(HttpMethod method, string pathAndQuery, byte[]? body)
    {
        var uri = new Uri(
            endpoint.GetLeftPart(UriPartial.Authority) + pathAndQuery, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(method, uri);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
        }

        return request;
    }

    private void Sign(HttpRequestMessage request, string pathAndQuery)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = endpoint.Authority };
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            headers[name.ToLowerInvariant()] = string.Join(',', values).Trim();
        }

        foreach (var (name, values) in request.Content?.Headers.NonValidated ?? default)
        {
            headers[name.ToLowerInvariant()] = string.Join(',', values).Trim();
        }

        var parts = pathAndQuery.Split('?', 2);
        var query = parts.Length == 1 ? "" : string.Join('&', parts[1].Split('&').Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=").Order(StringComparer.Ordinal));
        var signed = string.Join(';', headers.Keys);
        var canonical = $"{request.Method}\n{parts[0]}\n{query}\n{string.Concat(headers.Select(pair => $"{pair.Key}:{pair.Value}\n"))}\n{signed}\n{headers["x-amz-content-sha256"]}";
        var date = Now.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var scope = $"{date}/{Region}/s3/aws4_request";
        var stringToSign = $"AWS4-HMAC-SHA256\n{headers["x-amz-date"]}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(SigningKey(), Encoding.UTF8.GetBytes(stringToSign)));
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={AccessKeyId}/{scope}, SignedHeaders={signed}, Signature={signature}");
    }
}
