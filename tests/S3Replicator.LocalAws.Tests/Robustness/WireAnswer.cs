using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace S3Replicator.LocalAws.Tests.Robustness;

/// <summary>What came back over the wire, and whether it is an answer that AWS could give.</summary>
internal sealed record WireAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly int[] BareStatuses = [400, 405, 408, 411, 413, 414, 417, 431, 501, 505];

    /// <summary>Sends bytes and reads until the server closes; null where it said nothing to a request that ends before it is whole.</summary>
    public static async Task<WireAnswer?> AskAsync(Uri endpoint, byte[] request, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, endpoint.Port, cancellationToken);
        using var received = new MemoryStream();
        var sending = SendAsync(socket, request, cancellationToken);
        var buffer = new byte[16 * 1024];
        var isCutShort = false;
        try
        {
            var receiving = socket.ReceiveAsync(buffer, cancellationToken).AsTask();

            // A server that waits for more is told that there is none; one that is still at work would take that for a client that has gone.
            if (await Task.WhenAny(receiving, Task.Delay(Patience, cancellationToken)) != receiving)
            {
                isCutShort = true;
                socket.Shutdown(SocketShutdown.Send);
            }

            while (await receiving is > 0 and var count)
            {
                received.Write(buffer, 0, count);
                receiving = socket.ReceiveAsync(buffer, cancellationToken).AsTask();
            }
        }
        catch (SocketException)
        {
            // The server closed while it was still being sent to; what came before counts.
        }

        await sending;
        if (received.Length > 0)
        {
            return Parse(received.ToArray());
        }

        return isCutShort ? null : throw new InvalidOperationException("The server closed the connection without an answer.");
    }

    /// <summary>What is wrong with it; null where nothing is.</summary>
    public string? Fault(bool isHead)
    {
        var isAws = Headers.ContainsKey("x-amz-request-id") || Headers.ContainsKey("x-amzn-requestid");
        if (!isAws)
        {
            return Body.Length == 0 && Array.IndexOf(BareStatuses, Status) >= 0 ? null : $"no request id, and {Status} with {Body.Length} bytes is no refusal of what is not HTTP";
        }

        if (Status is < 200 or >= 600 or 500)
        {
            return $"status {Status}";
        }

        if (isHead || Status is 204 or 304 || (Status < 300 && Body.Length == 0))
        {
            return null;
        }

        var type = Headers.GetValueOrDefault("content-type", "");
        if (type.Contains("json", StringComparison.Ordinal) && Status >= 300)
        {
            return JsonFault();
        }

        return type.Contains("xml", StringComparison.Ordinal) ? XmlFault() : Status < 300 ? null : $"an error as {type}";
    }

    private string? JsonFault()
    {
        try
        {
            using var json = JsonDocument.Parse(Body);
            return json.RootElement.TryGetProperty("__type", out var type) && type.GetString() is { Length: > 0 } && json.RootElement.TryGetProperty("message", out _)
                ? null
                : "a JSON error without __type or message";
        }
        catch (JsonException exception)
        {
            return exception.Message;
        }
    }

    private string? XmlFault()
    {
        try
        {
            using var text = new MemoryStream(Body);
            using var reader = XmlReader.Create(text, new XmlReaderSettings { CheckCharacters = false, DtdProcessing = DtdProcessing.Prohibit });
            var root = XElement.Load(reader);
            if (Status < 300)
            {
                return null;
            }

            var code = root.Elements().Concat(root.Elements().Elements()).FirstOrDefault(element => element.Name.LocalName is "Code")?.Value;
            return root.Name.LocalName is "Error" or "ErrorResponse" && !string.IsNullOrEmpty(code) ? null : $"an XML error without a code: {root.Name}";
        }
        catch (XmlException exception)
        {
            return exception.Message;
        }
    }

    private static async Task SendAsync(Socket socket, byte[] request, CancellationToken cancellationToken)
    {
        try
        {
            for (var sent = 0; sent < request.Length;)
            {
                sent += await socket.SendAsync(request.AsMemory(sent), cancellationToken);
            }

        }
        catch (SocketException)
        {
            // The server did not want to hear all of it.
        }
    }

    private static WireAnswer Parse(byte[] bytes)
    {
        while (true)
        {
            var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
            var lines = Encoding.Latin1.GetString(bytes, 0, end < 0 ? bytes.Length : end).Split("\r\n");
            var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
            var body = end < 0 ? [] : bytes[(end + 4)..];
            if (status == 100)
            {
                bytes = body;
                continue;
            }

            var headers = lines.Skip(1).Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2)
                .GroupBy(pair => pair[0].ToLowerInvariant(), StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Last()[1].Trim(), StringComparer.Ordinal);
            return new WireAnswer(status, headers, headers.TryGetValue("transfer-encoding", out _) ? Dechunk(body) : body);
        }
    }

    private static byte[] Dechunk(byte[] body)
    {
        var result = new List<byte>();
        var rest = body.AsSpan();
        while (rest.IndexOf("\r\n"u8) is >= 0 and var end
            && int.TryParse(Encoding.ASCII.GetString(rest[..end]), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size)
            && size > 0
            && rest.Length >= end + 2 + size)
        {
            result.AddRange(rest.Slice(end + 2, size));
            rest = rest[Math.Min(rest.Length, end + 4 + size)..];
        }

        return [.. result];
    }
}
