using System.CommandLine;
using System.Globalization;

namespace S3Replicator.Commands;

/// <summary>Options that take a time in the past: a date, a time, or how long ago.</summary>
internal static class PastTime
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss",
    ];

    public static Option<string?> CreateOption(string name, string description)
    {
        var option = new Option<string?>(name) { Description = $"{description} A date or time (UTC where it says none), or how long ago, as in 24h or 7d.", HelpName = "T" };
        option.Validators.Add(given =>
        {
            if (given.Tokens.Count > 0 && Parse(given.Tokens[0].Value, DateTimeOffset.UnixEpoch.AddYears(400)) is null)
            {
                given.AddError($"{name} takes a time like 2026-01-02T03:04:05Z, or how long ago, like 24h or 7d.");
            }
        });
        return option;
    }

    /// <summary>The time, or null where the text is none.</summary>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        if (DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time.ToUniversalTime();
        }

        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        TimeSpan? unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        return unit is { } length && number * length.TotalDays < 36_500 ? now - (length * number) : null;
    }
}
