using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace S3Replicator.LocalAws.S3.Objects;

/// <summary>Canonical user ids of accounts.</summary>
internal static class OwnerIds
{
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    /// <summary>64 hex digits, always the same for an account.</summary>
    public static string Of(string account) =>
        Known.GetOrAdd(account, static account => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account))));
}
