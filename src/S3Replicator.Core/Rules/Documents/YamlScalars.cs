using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace S3Replicator.Core.Rules.Documents;

// What a scalar is by YAML 1.2's core schema (chapter 10.3).
internal static partial class YamlScalars
{
    private const string Standard = "tag:yaml.org,2002:";

    // Short tags such as `!Ref` are a template's functions.
    public static bool IsTemplateTag(TagName tag) =>
        !tag.IsEmpty && !tag.IsNonSpecific && !tag.Value.StartsWith(Standard, StringComparison.Ordinal);

    public static DocumentNode Resolve(Scalar scalar, NodePosition position)
    {
        if (IsTemplateTag(scalar.Tag))
        {
            return DocumentNode.Scalar(NodeKind.Intrinsic, position, scalar.Tag.Value);
        }

        var kind = scalar.Tag is { IsEmpty: false, IsNonSpecific: false }
            ? KindOfTag(scalar.Tag.Value[Standard.Length..])
            : scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty ? KindOf(scalar.Value) : NodeKind.Text;
        return DocumentNode.Scalar(kind, position, kind == NodeKind.Boolean ? scalar.Value.ToLowerInvariant() : scalar.Value);
    }

    public static NodeKind KindOf(string plain) => plain switch
    {
        "" or "~" or "null" or "Null" or "NULL" => NodeKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => NodeKind.Boolean,
        _ when plain.Length <= 400 && Number().IsMatch(plain) => NodeKind.Number,
        _ => NodeKind.Text,
    };

    private static NodeKind KindOfTag(string tag) => tag switch
    {
        "int" or "float" => NodeKind.Number,
        "bool" => NodeKind.Boolean,
        "null" => NodeKind.Null,
        _ => NodeKind.Text,
    };

    [GeneratedRegex(@"\A(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();
}
