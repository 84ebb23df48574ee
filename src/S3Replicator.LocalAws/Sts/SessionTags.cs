using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Query;

namespace S3Replicator.LocalAws.Sts;

/// <summary>The tags of a new session: those asked for, and those inherited from the session that asks.</summary>
/// <param name="Requested">As sent.</param>
/// <param name="All">With the inherited ones.</param>
/// <param name="TransitiveKeys">Which of them a further session inherits.</param>
internal sealed record SessionTags(
    IReadOnlyDictionary<string, string> Requested,
    IReadOnlyDictionary<string, string> All,
    IReadOnlyCollection<string> TransitiveKeys)
{
    private const int MostTags = 50;
    private const int LongestKey = 128;
    private const int LongestValue = 256;

    public static SessionTags Read(QueryForm form, RoleSession? caller)
    {
        var requested = ReadRequested(form);
        var transitive = form.List("TransitiveTagKeys");
        if (transitive.Any(k => !requested.ContainsKey(k)))
        {
            throw new StsErrorException(StsError.InvalidParameter(
                "The specified transitive tag key must be included in the requested tags."));
        }

        var inherited = caller?.TransitiveTagKeys ?? [];
        if (inherited.Any(requested.ContainsKey))
        {
            throw new StsErrorException(StsError.InvalidParameter(
                "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session."));
        }

        var all = new Dictionary<string, string>(requested, StringComparer.OrdinalIgnoreCase);
        foreach (var key in inherited)
        {
            all[key] = caller!.Tags[key];
        }

        return new SessionTags(requested, all, [.. transitive, .. inherited]);
    }

    private static Dictionary<string, string> ReadRequested(QueryForm form)
    {
        var tags = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (_, tag) in form.Groups("Tags"))
        {
            var key = tag.GetValueOrDefault("Key", string.Empty);
            var value = tag.GetValueOrDefault("Value", string.Empty);
            if (key.Length is 0 or > LongestKey || value.Length > LongestValue || !key.All(IsTagCharacter) || !value.All(IsTagCharacter))
            {
                throw new StsErrorException(StsError.Validation(
                    $"1 validation error detected: Value '{key}' at 'tags' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{{L}}\\p{{Z}}\\p{{N}}_.:/=+\\-@]+"));
            }

            if (!tags.TryAdd(key, value))
            {
                throw new StsErrorException(StsError.InvalidParameter(
                    "Duplicate tag keys found. Please note that Tag keys are case insensitive."));
            }
        }

        return tags.Count <= MostTags
            ? tags
            : throw new StsErrorException(StsError.Validation(
                "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50"));
    }

    private static bool IsTagCharacter(char c) =>
        char.IsLetter(c) || char.IsNumber(c) || char.IsSeparator(c) || c is '_' or '.' or ':' or '/' or '=' or '+' or '-' or '@';
}
