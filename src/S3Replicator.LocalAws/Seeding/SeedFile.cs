using System.Globalization;
using System.Text.Json;

namespace S3Replicator.LocalAws.Seeding;

/// <summary>Reads seed files.</summary>
internal static class SeedFile
{
    private const long MaxBytes = 16 * 1024 * 1024;

    /// <exception cref="SeedFileException">The file cannot be read, or is not the JSON that is wanted.</exception>
    public static async Task<SeedDocument> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            if (file.Length > MaxBytes)
            {
                throw new SeedFileException($"{path} is larger than 16 MiB.");
            }

            return await JsonSerializer.DeserializeAsync(file, SeedJson.Default.SeedDocument, cancellationToken)
                ?? throw new SeedFileException($"{path} holds null where an object belongs.");
        }
        catch (JsonException exception)
        {
            throw new SeedFileException($"{path}{Position(exception)}: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new SeedFileException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <exception cref="SeedFileException">The text is not the JSON that is wanted.</exception>
    public static SeedDocument Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, SeedJson.Default.SeedDocument) ?? throw new SeedFileException("The document is null where an object belongs.");
        }
        catch (JsonException exception)
        {
            throw new SeedFileException($"The document{Position(exception)}: {exception.Message}", exception);
        }
    }

    private static string Position(JsonException exception) => exception.LineNumber is { } line
        ? string.Create(CultureInfo.InvariantCulture, $", line {line + 1}")
        : "";
}
