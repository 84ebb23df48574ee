using System.Security.Cryptography;
using System.Text;
using S3Replicator.Commands;

namespace S3Replicator.Hosting.Http.Api;

/// <summary>The secret that lets a client see <c>/api</c>.</summary>
internal sealed class AccessToken
{
    /// <summary>The variable that holds it.</summary>
    public const string Variable = "S3REPLICATOR_CONSOLE_TOKEN";

    private const int Shortest = 16;

    private readonly byte[] _hash;

    private AccessToken(string text) => _hash = Hash(text);

    /// <summary>Reads it from the file, or from the variable; null where neither is given.</summary>
    public static async Task<AccessToken?> ReadAsync(string? file, CancellationToken cancellationToken)
    {
        if (file is not null)
        {
            return Of(await ReadFileAsync(file, cancellationToken), file);
        }

        return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? Of(text, Variable) : null;
    }

    /// <summary>Whether the text is the token; takes as long whether it is nearly so or not at all.</summary>
    public bool Is(string text) => CryptographicOperations.FixedTimeEquals(_hash, Hash(text));

    private static AccessToken Of(string text, string from) => text.Trim() is { Length: >= Shortest } token
        ? new(token)
        : throw new CommandException(ExitCode.WrongUsage, $"The access token in {from} is shorter than {Shortest} characters.", "Make one with: openssl rand -hex 32");

    private static async Task<string> ReadFileAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.WrongUsage, $"--console-token-file {file} cannot be read: {exception.Message}", innerException: exception);
        }
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
