using S3Replicator.Commands;
using S3Replicator.Core.Rules.Permissions.Existing;

namespace S3Replicator.Iam;

/// <summary>Reads the files that say what a role has.</summary>
internal static class ExistingRoleFiles
{
    private const string StandardInput = "-";

    public static async Task<IReadOnlyList<ExistingPart>> ReadAsync(IEnumerable<string> files, CancellationToken cancellationToken)
    {
        var parts = new List<ExistingPart>();

        foreach (var file in files)
        {
            var name = file is StandardInput ? "standard input" : file;
            var reading = ExistingPolicyReader.Read(name, await ContentOfAsync(file, name, cancellationToken));

            if (reading.Problem is { } problem)
            {
                throw new CommandException(ExitCode.WrongUsage, $"{name}: {TerminalText.Visible(problem)}", reading.Mend);
            }

            parts.AddRange(reading.Parts);
        }

        return parts;
    }

    /// <summary>The content, or as much of it as shows that it is too long.</summary>
    private static async Task<ReadOnlyMemory<byte>> ContentOfAsync(string file, string name, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file is StandardInput ? Console.OpenStandardInput() : File.OpenRead(file);
            var buffer = new byte[ExistingPolicyReader.MostBytes + 1];
            return buffer.AsMemory(0, await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CommandException(
                ExitCode.WrongUsage, $"{name} cannot be read: {exception.Message}", "Give the names of files, or - for standard input.", exception);
        }
    }
}
