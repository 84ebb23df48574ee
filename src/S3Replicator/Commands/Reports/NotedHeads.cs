using System.Text.Json;
using S3Replicator.Core.Tracking.Receipts.Chain;

namespace S3Replicator.Commands.Reports;

/// <summary>The heads of an earlier audit.</summary>
internal static class NotedHeads
{
    public static async Task<IReadOnlyList<ChainHead>> ReadAsync(string? file, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize(await File.ReadAllBytesAsync(file, cancellationToken), ReportJson.Default.AuditResult)?.Heads ?? [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CommandException(
                ExitCode.WrongUsage, $"--heads {file} cannot be read: {exception.Message}", "It is what report --audit --output json has printed.", exception);
        }
    }
}
