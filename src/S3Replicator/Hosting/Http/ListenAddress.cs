using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace S3Replicator.Hosting.Http;

/// <summary>Where <c>--listen HOST:PORT</c> listens.</summary>
/// <param name="Addresses">The addresses; none stands for every one of this machine.</param>
/// <param name="Port">The port; 0 takes any free one.</param>
internal sealed record ListenAddress(IReadOnlyList<IPAddress> Addresses, int Port)
{
    /// <summary>Whether only this machine can reach it.</summary>
    public bool IsLoopback => Addresses.Count > 0 && Addresses.All(IPAddress.IsLoopback);

    /// <summary>Reads <c>127.0.0.1:9090</c>, <c>[::1]:9090</c>, <c>localhost:9090</c>, and <c>*:9090</c> for every address.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? address)
    {
        address = null;
        var colon = text.LastIndexOf(':');

        if (colon < 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return false;
        }

        var host = text[..colon];

        if (host is "localhost")
        {
            address = new([IPAddress.Loopback], port);
        }
        else if (host is "*" or "")
        {
            address = new([], port);
        }
        else if (!host.Contains(':', StringComparison.Ordinal) || (host.StartsWith('[') && host.EndsWith(']')))
        {
            address = IPAddress.TryParse(host.Trim('[', ']'), out var parsed) ? new([parsed], port) : null;
        }

        return address is not null;
    }
}
