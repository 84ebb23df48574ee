using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Http;

namespace S3Replicator.Load;

/// <summary>Kestrel as the local AWS sets it up, with a handler that reads the request and answers always the same.</summary>
internal static class BareEndpoint
{
    /// <param name="answer">An answer of the local AWS as it came over the wire.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static Task<KestrelListener> StartAsync(ReadOnlyMemory<byte> answer, CancellationToken cancellationToken)
    {
        var end = answer.Span.IndexOf("\r\n\r\n"u8);
        var body = answer[(end + 4)..].ToArray();
        KeyValuePair<string, string>[] headers =
        [
            .. Encoding.Latin1.GetString(answer.Span[..end]).Split("\r\n").Skip(1).Select(line => line.Split(": ", 2))
                .Where(pair => pair[0] is not "Content-Length")
                .Select(pair => KeyValuePair.Create(pair[0], pair[1])),
        ];
        return KestrelListener.StartAsync(0, http => AnswerAsync(http, headers, body), cancellationToken);
    }

    private static async Task AnswerAsync(HttpContext http, KeyValuePair<string, string>[] headers, byte[] body)
    {
        while (true)
        {
            var read = await http.Request.BodyReader.ReadAsync(http.RequestAborted);
            http.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        foreach (var (name, value) in headers)
        {
            http.Response.Headers[name] = value;
        }

        http.Response.ContentLength = body.Length;
        http.Response.BodyWriter.Write(body);
    }
}
