using System.Security.Cryptography;
using System.Text;

namespace S3Replicator.LocalAws.Identity;

/// <summary>Ids and secrets in the shapes that IAM gives them.</summary>
internal sealed class UniqueIds(RandomFill random)
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int UniqueIdLength = 17;
    private const int AccessKeyLength = 16;
    private const int SecretBytes = 30;

    // About as long as a real token, so that requests signed with one cost as much.
    private const int TokenBytes = 228;

    public string UserId() => "AIDA" + Letters(UniqueIdLength);

    public string SessionAccessKeyId() => "ASIA" + Letters(AccessKeyLength);

    public string SecretAccessKey() => Base64(SecretBytes);

    public string SessionToken() => Base64(TokenBytes);

    /// <summary>The id of a role that nobody defined: the same for the same ARN in every run.</summary>
    public static string RoleIdOf(string roleArn) =>
        "AROA" + Letters(SHA256.HashData(Encoding.UTF8.GetBytes(roleArn)).AsSpan(0, UniqueIdLength));

    private string Letters(int length)
    {
        Span<byte> bytes = stackalloc byte[length];
        random(bytes);
        return Letters(bytes);
    }

    private static string Letters(ReadOnlySpan<byte> bytes)
    {
        Span<char> letters = stackalloc char[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            letters[i] = Base32[bytes[i] & 31];
        }

        return new string(letters);
    }

    private string Base64(int length)
    {
        Span<byte> bytes = stackalloc byte[length];
        random(bytes);
        return Convert.ToBase64String(bytes);
    }
}
