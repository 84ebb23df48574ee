using System.Text;
using System.Text.RegularExpressions;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Writing;

// Block style, and quotes wherever a reader of YAML 1.1 or 1.2 could take a text for something else.
internal static partial class YamlText
{
    public static string Write(DocumentNode root)
    {
        var builder = new StringBuilder();
        if (root.Members.IsEmpty && root.Items.IsEmpty)
        {
            builder.Append(Inline(root)).Append('\n');
        }
        else
        {
            Block(root, indent: 0, builder);
        }

        return builder.ToString();
    }

    private static void Block(DocumentNode node, int indent, StringBuilder builder)
    {
        var isFirst = true;
        foreach (var (name, value) in node.Members)
        {
            // The first member of an item stands on the line of its dash.
            Indent(builder, isFirst ? AfterDash(builder, indent) : indent);
            builder.Append(Quoted(name)).Append(':');
            Value(value, indent + 2, builder);
            isFirst = false;
        }

        foreach (var item in node.Items)
        {
            Indent(builder, isFirst ? AfterDash(builder, indent) : indent);
            builder.Append('-');
            if (item.Members.IsEmpty && item.Items.IsEmpty)
            {
                builder.Append(' ').Append(Inline(item)).Append('\n');
            }
            else
            {
                builder.Append(' ');
                Block(item, indent + 2, builder);
            }

            isFirst = false;
        }
    }

    private static void Value(DocumentNode value, int indent, StringBuilder builder)
    {
        if (value.Members.IsEmpty && value.Items.IsEmpty)
        {
            builder.Append(' ').Append(Inline(value)).Append('\n');
        }
        else
        {
            builder.Append('\n');
            Block(value, indent, builder);
        }
    }

    private static int AfterDash(StringBuilder builder, int indent) => builder.Length > 0 && builder[^1] == ' ' ? 0 : indent;

    private static void Indent(StringBuilder builder, int indent) => builder.Append(' ', indent);

    private static string Inline(DocumentNode node) => node.Kind switch
    {
        NodeKind.Mapping => "{}",
        NodeKind.Sequence => "[]",
        NodeKind.Text => Quoted(node.Text),
        NodeKind.Null => "null",
        _ => node.Text,
    };

    private static string Quoted(string text) =>
        Plain().IsMatch(text) && YamlScalars.KindOf(text) == NodeKind.Text && !Words().IsMatch(text) ? text : DoubleQuoted(text);

    private static string DoubleQuoted(string text)
    {
        var builder = new StringBuilder("\"", text.Length + 2);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => builder.Append("\\\""),
                '\\' => builder.Append("\\\\"),
                '\n' => builder.Append("\\n"),
                '\r' => builder.Append("\\r"),
                '\t' => builder.Append("\\t"),
                < 0x20 or (>= 0x7F and <= 0xA0) or 0x2028 or 0x2029 or 0xFEFF or 0xFFFE or 0xFFFF => builder.Append(FormattableString.Invariant($"\\u{rune.Value:X4}")),
                > 0xFFFF => builder.Append(FormattableString.Invariant($"\\U{rune.Value:X8}")),
                _ => builder.Append(rune),
            };
        }

        return builder.Append('"').ToString();
    }

    [GeneratedRegex(@"\A[A-Za-z/][A-Za-z0-9_./:+=,@{}-]*(?<!:)\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Plain();

    // What YAML 1.1 takes for truth values.
    [GeneratedRegex(@"\A(?:y|n|yes|no|on|off)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Words();
}
