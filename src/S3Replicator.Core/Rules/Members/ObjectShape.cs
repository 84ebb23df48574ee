using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Members;

internal sealed record ObjectShape(string Name, ImmutableArray<Member> Members) : Shape
{
    // How many members may stand at a time.
    public int? AtMost { get; init; }

    public Member? Find(string name, bool inXml)
    {
        foreach (var member in Members)
        {
            if (string.Equals(inXml ? member.XmlName : member.Name, name, StringComparison.Ordinal)
                || (!inXml && string.Equals(member.TemplateName, name, StringComparison.Ordinal)))
            {
                return member;
            }
        }

        return null;
    }
}
