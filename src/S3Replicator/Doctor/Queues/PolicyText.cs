using System.Text.Json;

namespace S3Replicator.Doctor.Queues;

/// <summary>Members of a policy, which may be one value or a list.</summary>
internal static class PolicyText
{
    public static IReadOnlyList<string> Values(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().Select(Text)]
        : [Text(element)];

    /// <summary>Whether a member of a statement, or that which names what it is not about, fits.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="name">The member, such as <c>Action</c>.</param>
    /// <param name="fits">Whether one of its values fits.</param>
    /// <param name="absent">What holds where neither is there.</param>
    public static Fit Fits(JsonElement statement, string name, Func<string, bool> fits, Fit absent) =>
        statement.TryGetProperty(name, out var member) ? (Values(member).Any(fits) ? Fit.Yes : Fit.No)
        : statement.TryGetProperty("Not" + name, out var others) ? (Values(others).Any(fits) ? Fit.No : Fit.Yes)
        : absent;

    private static string Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => element.GetRawText(),
        _ => string.Empty,
    };
}
