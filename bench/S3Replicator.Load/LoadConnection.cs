using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace S3Replicator.Load;

/// <summary>One connection that sends a request, reads its answer and sends the next.</summary>
internal sealed class LoadConnection(Uri endpoint) : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];

    public async Task ConnectAsync(CancellationToken cancellationToken) => await _socket.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);

    /// <summary>The bytes of the answer.</summary>
    /// <exception cref="InvalidOperationException">The answer is no success.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> AskAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        await _socket.SendAsync(request, cancellationToken);
        var length = 0;
        while (true)
        {
            var count = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            if (count == 0)
            {
                throw new InvalidOperationException("The server closed the connection.");
            }

            length += count;
            if (IsWhole(_buffer.AsSpan(0, length)))
            {
                return _buffer.AsMemory(0, length);
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        if (!answer.StartsWith("HTTP/1.1 200"u8))
        {
            throw new InvalidOperationException(Encoding.UTF8.GetString(answer));
        }

        var name = "\r\nContent-Length: "u8;
        var at = answer[..end].IndexOf(name);
        var value = at < 0 ? default : answer[(at + name.Length)..];
        var length = at < 0 ? 0 : int.Parse(value[..value.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
        return answer.Length >= end + 4 + length;
    }
}
