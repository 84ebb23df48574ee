using System.Globalization;
using System.Text;
using S3Replicator.Core.Rules.Members;

namespace S3Replicator.Core.Rules;

/// <summary>The reference page of rule documents; made of the description that the program itself reads documents by.</summary>
public static class RuleReference
{
    private const string Introduction = """
        # Rule documents

        <!-- Made from the description of members in src/S3Replicator.Core/Rules/Members; a test holds this page equal to it. -->

        A rule document is S3's own `ReplicationConfiguration` with `Bucket`, the source bucket, at the top. What S3 does not have goes under `S3Replicator`, in the document or in a rule. It is written in JSON, YAML (1.2, core schema) or XML, bare or as `aws s3api get-bucket-replication` prints it, in the casing of the API or of CloudFormation. A file holds one document or a list of them; in XML the list is `<ReplicationConfigurations>`, in YAML a sequence or several `---` documents. In XML a list is its items, repeated.

        `s3replicator rules validate PATH…` names every problem at once; `--strict` refuses whatever S3 itself refuses. `s3replicator rules show PATH…` prints the normalised document in any of the three forms. `schema/rules.schema.json` serves editors.

        """;

    /// <summary>The page as Markdown text.</summary>
    public static string Write()
    {
        var builder = new StringBuilder(Introduction);
        var written = new HashSet<string>(StringComparer.Ordinal);
        Section(builder, "The document", DocumentMembers.Document, written);
        return builder.ToString();
    }

    private static void Section(StringBuilder builder, string title, ObjectShape shape, HashSet<string> written)
    {
        if (!written.Add(title))
        {
            return;
        }

        builder.Append("\n## ").Append(title).Append("\n\n| Member | Holds | Meaning |\n|---|---|---|\n");
        var inner = new List<(string Title, ObjectShape Shape)>();
        foreach (var member in shape.Members.Where(member => member.BelongsIn is null))
        {
            builder.Append("| `").Append(member.Name).Append('`').Append(member.IsRequired ? " (required)" : string.Empty)
                .Append(" | ").Append(Describe(member.Shape))
                .Append(" | ").Append(member.Summary);
            if (member.Default is { } text)
            {
                builder.Append(" Default: `").Append(text).Append("`.");
            }

            builder.Append(" |\n");
            if ((member.Shape as ObjectShape ?? (member.Shape as ListShape)?.Item as ObjectShape) is { } next && !IsSwitch(next))
            {
                inner.Add((TitleOf(member, next), next));
            }
        }

        foreach (var (nextTitle, next) in inner)
        {
            Section(builder, nextTitle, next, written);
        }
    }

    private static string TitleOf(Member member, ObjectShape shape) =>
        shape == DocumentExtensionMembers.Extension ? "S3Replicator in the document"
        : shape == RuleExtensionMembers.Extension ? "S3Replicator in a rule"
        : member.Shape is ListShape ? $"Each of {member.Name}" : member.Name;

    // `{"Status": "Enabled"}` and no more needs no table of its own.
    private static bool IsSwitch(ObjectShape shape) => shape.Members is [{ Name: "Status" }];

    private static string Describe(Shape shape) => shape switch
    {
        ObjectShape @object => IsSwitch(@object) ? "`{Status: Enabled}` or `Disabled`" : "members, see below",
        ListShape { Item: ObjectShape } list => string.Create(CultureInfo.InvariantCulture, $"a list, at most {list.Maximum:N0}; in XML `<{list.ItemName}>`, repeated"),
        ListShape list => string.Create(CultureInfo.InvariantCulture, $"a list of texts, at most {list.Maximum:N0}"),
        MapShape map => string.Create(CultureInfo.InvariantCulture, $"names with their values, at most {map.Maximum}"),
        TextShape { Values.IsEmpty: false } text => string.Join(", ", text.Values.Select(value => $"`{value}`")),
        TextShape { MaxBytes: { } bytes } => string.Create(CultureInfo.InvariantCulture, $"a text, at most {bytes:N0} bytes in UTF-8"),
        TextShape { MaxLength: { } length } => string.Create(CultureInfo.InvariantCulture, $"a text, at most {length:N0} characters"),
        IntegerShape { Maximum: long.MaxValue } integer => string.Create(CultureInfo.InvariantCulture, $"a whole number from {integer.Minimum:N0}"),
        IntegerShape integer => string.Create(CultureInfo.InvariantCulture, $"a whole number, {integer.Minimum:N0} to {integer.Maximum:N0}"),
        NumberShape number => string.Create(CultureInfo.InvariantCulture, $"a number above 0, at most {number.Maximum:N0}"),
        PolicyShape policy => string.Join(", ", policy.Words.Select(word => $"`{word}`")) + ", or a policy document",
        FlagShape => "`true` or `false`",
        _ => "a text",
    };
}
