using System.Globalization;

namespace S3Replicator.Doctor;

/// <summary>The rows of the table: permissions that are there are told by the place, since there are many; pure.</summary>
internal static class FindingRows
{
    private const string Permission = "permission";
    private const string On = " on ";

    public static IEnumerable<Finding> Of(IReadOnlyList<Finding> findings)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        var counts = findings.Where(IsGranted).CountBy(PlaceOf, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);

        foreach (var finding in findings)
        {
            if (!IsGranted(finding))
            {
                yield return finding;
            }
            else if (PlaceOf(finding) is var place && told.Add(place))
            {
                yield return counts[place] == 1
                    ? finding
                    : finding with { Subject = string.Create(CultureInfo.InvariantCulture, $"{counts[place]} actions on {place}") };
            }
        }
    }

    private static bool IsGranted(Finding finding) => finding is { Check: Permission, Result: CheckResult.Pass, Found: "allowed" };

    private static string PlaceOf(Finding finding) => finding.Subject[(finding.Subject.IndexOf(On, StringComparison.Ordinal) + On.Length)..];
}
