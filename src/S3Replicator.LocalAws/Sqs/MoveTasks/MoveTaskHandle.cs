using System.Text;
using System.Text.Json;

namespace S3Replicator.LocalAws.Sqs.MoveTasks;

/// <summary>The handle of a move task: base64 of a small document, as SQS's own is.</summary>
internal sealed record MoveTaskHandle(Guid TaskId, string SourceArn)
{
    public override string ToString() =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"taskId":"{{TaskId}}","sourceArn":"{{SourceArn}}"}"""));

    public static MoveTaskHandle? Parse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(Convert.FromBase64String(text));
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("taskId", out var id)
                && json.RootElement.TryGetProperty("sourceArn", out var source)
                && id.ValueKind == JsonValueKind.String
                && source.ValueKind == JsonValueKind.String
                && id.TryGetGuid(out var taskId)
                    ? new MoveTaskHandle(taskId, source.GetString()!)
                    : null;
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            return null;
        }
    }
}
