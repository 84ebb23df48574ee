using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace S3Replicator.LocalAws.Signing;

/// <summary>Derived signing keys, kept because deriving one costs four times as much as using it.</summary>
internal sealed class SigningKeys
{
    private const int Capacity = 4096;
    private readonly ConcurrentDictionary<(string Secret, string Date, string Region, string Service), byte[]> _keys = new();

    public byte[] For(string secretAccessKey, SignedScope scope)
    {
        var id = (secretAccessKey, scope.Date, scope.Region, scope.Service);
        if (_keys.TryGetValue(id, out var key))
        {
            return key;
        }

        key = Derive(secretAccessKey, scope);
        if (_keys.Count >= Capacity)
        {
            _keys.Clear();
        }

        _keys[id] = key;
        return key;
    }

    private static byte[] Derive(string secretAccessKey, SignedScope scope)
    {
        var date = HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + secretAccessKey), Encoding.UTF8.GetBytes(scope.Date));
        var region = HMACSHA256.HashData(date, Encoding.UTF8.GetBytes(scope.Region));
        var service = HMACSHA256.HashData(region, Encoding.UTF8.GetBytes(scope.Service));
        return HMACSHA256.HashData(service, "aws4_request"u8);
    }
}
