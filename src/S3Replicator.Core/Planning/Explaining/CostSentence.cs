using System.Globalization;

namespace S3Replicator.Core.Planning.Explaining;

/// <summary>Says what something costs in requests.</summary>
internal static class CostSentence
{
    /// <summary>The sentence after a space; empty where the cost is not known.</summary>
    public static string Of(IReadOnlyDictionary<string, long>? requests)
    {
        if (requests is null)
        {
            return string.Empty;
        }

        var all = requests.Values.Sum();
        var kinds = requests.Select(entry => entry.Value == 1 ? entry.Key : string.Create(CultureInfo.InvariantCulture, $"{entry.Value} {entry.Key}"));
        return string.Create(CultureInfo.InvariantCulture, $" {all} {(all == 1 ? "request" : "requests")}: {string.Join(", ", kinds)}.");
    }
}
