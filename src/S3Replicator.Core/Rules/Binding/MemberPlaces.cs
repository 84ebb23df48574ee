using S3Replicator.Core.Rules.Members;

namespace S3Replicator.Core.Rules.Binding;

// Where a name that is unknown here is known: the commonest slip is a member one level too high or too low.
internal static class MemberPlaces
{
    private static readonly Dictionary<string, string> Places = Gather();

    public static string? Of(string name) => Places.GetValueOrDefault(name);

    private static Dictionary<string, string> Gather()
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        Walk(DocumentMembers.Document, "the document", places);
        return places;
    }

    private static void Walk(ObjectShape shape, string place, Dictionary<string, string> places)
    {
        foreach (var member in shape.Members.Where(member => member.BelongsIn is null))
        {
            places.TryAdd(member.Name, place);
        }

        foreach (var member in shape.Members.Where(member => member.BelongsIn is null))
        {
            if (member.Shape is ObjectShape inner)
            {
                Walk(inner, inner == RuleExtensionMembers.Extension ? "the rule's S3Replicator" : inner == DocumentExtensionMembers.Extension ? "the document's S3Replicator" : member.Name, places);
            }
            else if (member.Shape is ListShape { Item: ObjectShape item })
            {
                Walk(item, $"each item of {member.Name}", places);
            }
        }
    }
}
