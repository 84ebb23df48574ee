using System.Text.Json;

namespace S3Replicator.LocalAws.Sqs.Attributes;

/// <summary>Which queues may use this one as their dead-letter queue.</summary>
/// <param name="Text">As it was set.</param>
/// <param name="Permission"><c>allowAll</c>, <c>denyAll</c> or <c>byQueue</c>.</param>
/// <param name="SourceQueueArns">For <c>byQueue</c>, up to ten.</param>
internal sealed record RedriveAllowPolicy(string Text, string Permission, IReadOnlyList<string> SourceQueueArns)
{
    private const string ByQueue = "byQueue";
    private const string AllowAll = "allowAll";
    private const int MostSources = 10;

    public bool Allows(string sourceArn) =>
        Permission is AllowAll || (Permission is ByQueue && SourceQueueArns.Contains(sourceArn, StringComparer.Ordinal));

    public static RedriveAllowPolicy Parse(string text)
    {
        using var json = AttributeJson.ParseMap(text, AttributeNames.RedriveAllowPolicy, "Redrive allow policy");
        var permission = json.RootElement.TryGetProperty("redrivePermission", out var written) && written.ValueKind == JsonValueKind.String
            ? written.GetString()!
            : AllowAll;
        if (permission is not (AllowAll or "denyAll" or ByQueue))
        {
            throw Invalid(text, $"Invalid value for redrivePermission: {permission}.");
        }

        var hasSources = json.RootElement.TryGetProperty("sourceQueueArns", out var list);
        if (hasSources != (permission is ByQueue))
        {
            throw Invalid(text, "sourceQueueArns must be given with the redrivePermission byQueue, and only with it.");
        }

        var sources = hasSources ? ReadSources(text, list) : [];
        return new RedriveAllowPolicy(text, permission, sources);
    }

    private static List<string> ReadSources(string text, JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > MostSources)
        {
            throw Invalid(text, "sourceQueueArns must be a list of 1 to 10 queue ARNs.");
        }

        return [.. list.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String
            ? e.GetString()!
            : throw Invalid(text, "sourceQueueArns must be a list of queue ARNs."))];
    }

    private static SqsErrorException Invalid(string text, string reason) =>
        AttributeJson.Invalid(text, AttributeNames.RedriveAllowPolicy, reason);
}
