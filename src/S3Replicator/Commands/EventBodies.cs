using System.Text;
using System.Text.Json;

namespace S3Replicator.Commands;

/// <summary>Reads message bodies out of files, folders and standard input.</summary>
internal static class EventBodies
{
    private const string StandardInput = "-";

    public static async Task<IReadOnlyList<EventBody>> ReadAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var bodies = new List<EventBody>();
        foreach (var path in paths)
        {
            var files = Directory.Exists(path) ? FilesOf(path) : [path];
            foreach (var file in files)
            {
                var name = paths.Count > 1 || files.Length > 1 ? Path.GetFileName(file) : null;
                bodies.AddRange(BodiesOf(await ReadFileAsync(file, cancellationToken)).Select(content => new EventBody(name, content)));
            }
        }

        return bodies;
    }

    public static async Task<ReadOnlyMemory<byte>> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (string.Equals(path, StandardInput, StringComparison.Ordinal))
            {
                using var content = new MemoryStream();
                await using var input = Console.OpenStandardInput();
                await input.CopyToAsync(content, cancellationToken);
                return content.ToArray();
            }

            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.WrongUsage, $"{path} cannot be read: {exception.Message}", innerException: exception);
        }
    }

    private static string[] FilesOf(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new CommandException(ExitCode.WrongUsage, $"{folder} holds no *.json files.");
    }

    // What `aws sqs receive-message` prints holds each body as text, like the messages of a queue.
    private static IEnumerable<ReadOnlyMemory<byte>> BodiesOf(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("Messages", out var messages)
                && messages.ValueKind == JsonValueKind.Array
                && messages.EnumerateArray().All(HasBody)
                ? [.. messages.EnumerateArray().Select(message => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(message.GetProperty("Body").GetString()!))]
                : [content];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The decoder says what is wrong with it.
            return [content];
        }
    }

    private static bool HasBody(JsonElement message) =>
        message.ValueKind == JsonValueKind.Object
        && message.TryGetProperty("Body", out var body)
        && body.ValueKind == JsonValueKind.String;
}
