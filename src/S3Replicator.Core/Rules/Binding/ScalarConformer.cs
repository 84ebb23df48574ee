using System.Globalization;
using System.Text;
using S3Replicator.Core.Rules.Documents;
using S3Replicator.Core.Rules.Members;
using S3Replicator.Core.Rules.Validation;
using static System.FormattableString;

namespace S3Replicator.Core.Rules.Binding;

internal sealed class ScalarConformer(FileProblems problems)
{
    public static string Describe(DocumentNode node) => node.Kind switch
    {
        NodeKind.Mapping => "a mapping",
        NodeKind.Sequence => "a list",
        NodeKind.Number => $"the number {node.Text}",
        NodeKind.Boolean => $"the truth value {node.Text}",
        NodeKind.Null => "null",
        _ => $"the text \"{(node.Text.Length <= 60 ? node.Text : node.Text[..60] + "…")}\"",
    };

    public DocumentNode Conform(DocumentNode node, Shape shape, Member? member = null) => shape switch
    {
        TextShape text => Text(node, text, member),
        IntegerShape integer => Integer(node, integer, member),
        NumberShape number => Number(node, number, member),
        _ => Flag(node),
    };

    private DocumentNode Text(DocumentNode node, TextShape shape, Member? member)
    {
        if (node.Kind is NodeKind.Number or NodeKind.Boolean)
        {
            problems.NotNative(node, "TextNotQuoted", $"Here stands {Describe(node)}, where a text belongs.", "Put it in quotes.");
        }
        else if (node.Kind is not (NodeKind.Text or NodeKind.Untyped))
        {
            return WrongType(node, "a text");
        }

        return Refusal(node.Text, shape) is { } refusal
            ? Invalid(node, member, refusal.Message, refusal.Hint)
            : DocumentNode.Scalar(NodeKind.Text, node.Position, node.Text);
    }

    private static (string Message, string? Hint)? Refusal(string text, TextShape shape)
    {
        if (!shape.Values.IsEmpty && !shape.Values.Contains(text, StringComparer.Ordinal))
        {
            if (shape.Refused.TryGetValue(text, out var reason))
            {
                return ($"{text} is refused here: {reason}", null);
            }

            var nearest = NearestName.Of(text, shape.Values);
            return ($"\"{(text.Length <= 60 ? text : text[..60] + "…")}\" is none of {string.Join(", ", shape.Values)}.", nearest is null ? null : $"Did you mean {nearest}?");
        }

        if (text.Length < shape.MinLength)
        {
            return (text.Length == 0 ? "The text is empty." : Invariant($"The text has {text.Length} characters; at least {shape.MinLength} are needed."), null);
        }

        if (text.Length > shape.MaxLength)
        {
            return (Invariant($"The text has {text.Length} characters; at most {shape.MaxLength} are allowed."), null);
        }

        var bytes = shape.MaxBytes is null ? 0 : Encoding.UTF8.GetByteCount(text);
        return bytes > shape.MaxBytes ? (Invariant($"The text has {bytes} bytes in UTF-8; at most {shape.MaxBytes} are allowed."), null) : null;
    }

    private DocumentNode Integer(DocumentNode node, IntegerShape shape, Member? member)
    {
        if (!IsNumber(node, "a whole number", out var text))
        {
            return node.AsInvalid();
        }

        if (!TryParse(text, node.Kind, out var value))
        {
            return text.Length > 0 && text.All(character => character is >= '0' and <= '9' or '-' or '+') ? OutOfRange(node, shape.Minimum, shape.Maximum, member) : WrongType(node, "a whole number");
        }

        return value < shape.Minimum || value > shape.Maximum
            ? OutOfRange(node, shape.Minimum, shape.Maximum, member)
            : DocumentNode.Scalar(NodeKind.Number, node.Position, value.ToString(CultureInfo.InvariantCulture));
    }

    // Octal and hexadecimal numbers are YAML's; only its reader calls such a text a number.
    private static bool TryParse(string text, NodeKind kind, out decimal value)
    {
        if (kind != NodeKind.Number || text is not ['0', 'x' or 'o', ..])
        {
            return decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        }

        var radix = text[1] == 'x' ? 16 : 8;
        value = 0;
        foreach (var digit in text[2..])
        {
            value = (value * radix) + Convert.ToInt32(digit.ToString(), 16);
            if (value > long.MaxValue)
            {
                return true;
            }
        }

        return true;
    }

    private DocumentNode Number(DocumentNode node, NumberShape shape, Member? member)
    {
        if (!IsNumber(node, "a number", out var text))
        {
            return node.AsInvalid();
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            return WrongType(node, "a number");
        }

        return value > 0 && value <= shape.Maximum
            ? DocumentNode.Scalar(NodeKind.Number, node.Position, value.ToString("R", CultureInfo.InvariantCulture))
            : Invalid(node, member, $"{text} is not above 0 and at most {shape.Maximum.ToString(CultureInfo.InvariantCulture)}.", hint: null);
    }

    private bool IsNumber(DocumentNode node, string expected, out string text)
    {
        text = node.Text;
        if (node.Kind is NodeKind.Number or NodeKind.Untyped)
        {
            return true;
        }

        if (node.Kind == NodeKind.Text && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _))
        {
            problems.NotNative(node, "NumberAsText", $"Here stands the text \"{text}\", where {expected} belongs.", "Take the quotes away.");
            return true;
        }

        WrongType(node, expected);
        return false;
    }

    private DocumentNode Flag(DocumentNode node)
    {
        if (node.Kind is not (NodeKind.Boolean or NodeKind.Untyped or NodeKind.Text) || node.Text is not ("true" or "false"))
        {
            return WrongType(node, "true or false");
        }

        if (node.Kind == NodeKind.Text)
        {
            problems.NotNative(node, "FlagAsText", $"Here stands the text \"{node.Text}\", where true or false belongs.", "Take the quotes away.");
        }

        return DocumentNode.Scalar(NodeKind.Boolean, node.Position, node.Text);
    }

    private DocumentNode OutOfRange(DocumentNode node, long minimum, long maximum, Member? member) =>
        Invalid(node, member, Invariant($"{node.Text} is not between {minimum} and {maximum}."), hint: null);

    private DocumentNode Invalid(DocumentNode node, Member? member, string message, string? hint)
    {
        problems.Error(node, member?.InvalidCode ?? "InvalidValue", message, hint ?? member?.Summary);
        return node.AsInvalid();
    }

    private DocumentNode WrongType(DocumentNode node, string expected)
    {
        problems.Error(node, "WrongType", $"Here stands {Describe(node)}, where {expected} belongs.");
        return node.AsInvalid();
    }
}
