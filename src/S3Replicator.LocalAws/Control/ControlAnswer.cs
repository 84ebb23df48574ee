using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace S3Replicator.LocalAws.Control;

/// <summary>An answer of the control plane; the body is JSON as UTF-8, null for none.</summary>
internal sealed record ControlAnswer(int Status, byte[]? Body)
{
    public static ControlAnswer Nothing { get; } = new(StatusCodes.Status204NoContent, null);

    public static ControlAnswer Of<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(value, type));

    public static ControlAnswer Refused(int status, string message) => Of(new ControlError(message), ControlJson.Default.ControlError, status);
}
