using S3Replicator.Core.Rules.Documents;
using S3Replicator.Core.Rules.Members;
using S3Replicator.Core.Rules.Validation;

namespace S3Replicator.Core.Rules.Binding;

// Finds the described member for each written name; reports names that are unknown or given twice.
internal sealed class MemberNames(FileProblems problems, bool inXml)
{
    public IEnumerable<(Member Member, DocumentNode Value)> Resolve(DocumentNode node, ObjectShape shape)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in node.Members)
        {
            if (shape.Find(name, inXml) is not { } member)
            {
                ReportUnknown(name, value, shape);
            }
            else if (!seen.TryAdd(member.Name, name))
            {
                var other = seen[member.Name];
                problems.Error(value, "DuplicateMember", string.Equals(other, name, StringComparison.Ordinal) ? $"{name} is given twice." : $"{name} and {other} are the same member, given twice.", "Keep one.");
            }
            else
            {
                yield return (member, value);
            }
        }
    }

    public void ReportUnknown(string name, DocumentNode value, ObjectShape shape)
    {
        if (problems.IsFull)
        {
            return;
        }

        var known = shape.Members.Where(member => member.BelongsIn is null).Select(member => inXml ? member.XmlName : member.Name);
        problems.Error(value, "UnknownMember", $"{shape.Name} has no member {Shorten(name)}.", Hint(name, shape, [.. known]));
    }

    private string Hint(string name, ObjectShape shape, string[] known)
    {
        if (known.FirstOrDefault(candidate => string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase)) is { } otherCase)
        {
            return $"Write {otherCase}: names are case-sensitive.";
        }

        if (inXml && shape.Find(name, inXml: false) is { } member)
        {
            return $"In XML it is {member.XmlName}.";
        }

        if (MemberPlaces.Of(name) is { } place)
        {
            return $"{name} belongs in {place}.";
        }

        return NearestName.Of(name, known) is { } nearest
            ? $"Did you mean {nearest}?"
            : $"{shape.Name} has the members {string.Join(", ", known)}.";
    }

    private static string Shorten(string name) => name.Length <= 60 ? name : name[..60] + "…";
}
