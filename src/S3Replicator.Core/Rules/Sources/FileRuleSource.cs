using System.Collections.Immutable;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Sources;

/// <summary>A rule file, or a folder whose rule files are taken in the order of their names.</summary>
public sealed class FileRuleSource(string path) : IRuleSource
{
    /// <inheritdoc/>
    public string Name => path;

    /// <inheritdoc/>
    public async Task<RuleReading> ReadAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
        {
            return await ReadFileAsync(path, cancellationToken);
        }

        string[] files;
        try
        {
            files = [.. Directory.EnumerateFiles(path).Where(IsRuleFile).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return RuleReading.Failed(path, "FileUnreadable", $"The folder cannot be read: {exception.Message}");
        }

        if (files.Length == 0)
        {
            return RuleReading.Failed(path, "NoDocuments", "The folder has no rule files.", "Rule files end in .json, .yaml, .yml or .xml.");
        }

        var texts = ImmutableArray.CreateBuilder<RuleText>();
        var problems = ImmutableArray.CreateBuilder<RuleProblem>();
        foreach (var file in files)
        {
            var reading = await ReadFileAsync(file, cancellationToken);
            texts.AddRange(reading.Texts);
            problems.AddRange(reading.Problems);
        }

        return new RuleReading(texts.ToImmutable(), problems.ToImmutable());
    }

    // Hidden files are left out: a mounted Kubernetes ConfigMap has its machinery in them.
    private static bool IsRuleFile(string file) =>
        FormatDetection.OfName(file) is not null && !Path.GetFileName(file).StartsWith('.');

    private static async Task<RuleReading> ReadFileAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > DocumentLimits.Bytes } large)
            {
                return RuleReading.Failed(file, "FileTooLarge", $"The file has {large.Length} bytes; at most {DocumentLimits.Bytes} are read.");
            }

            return new RuleReading([new RuleText(file, await File.ReadAllBytesAsync(file, cancellationToken))], []);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return RuleReading.Failed(file, "FileNotFound", "There is no such file or folder.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return RuleReading.Failed(file, "FileUnreadable", $"The file cannot be read: {exception.Message}");
        }
    }
}
