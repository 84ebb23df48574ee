using System.Buffers;
using System.Globalization;
using System.Text;
using S3Replicator.LocalAws.Sqs.Messages;

namespace S3Replicator.LocalAws.Sqs.Operations;

/// <summary>What SQS asks of bodies, attributes and ids.</summary>
internal static class MessageValidation
{
    private const int MostAttributes = 10;
    private const int LongestName = 256;
    private const int LongestFifoId = 128;

    private static readonly SearchValues<byte> Suspicious =
        SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 0xEF]);

    public static void CheckBody(ReadOnlySpan<byte> body)
    {
        for (var at = body.IndexOfAny(Suspicious); at >= 0; at = body.IndexOfAny(Suspicious))
        {
            // U+FFFE and U+FFFF are EF BF BE and EF BF BF; every other EF is the start of a good character.
            if (body[at] != 0xEF || (body.Length > at + 2 && body[at + 1] == 0xBF && body[at + 2] is 0xBE or 0xBF))
            {
                throw new SqsErrorException(SqsError.InvalidMessageContents);
            }

            body = body[(at + 1)..];
        }
    }

    /// <summary>Checks attributes and gives them in the order that their digest needs.</summary>
    public static MessageAttribute[] CheckAttributes(List<MessageAttribute>? attributes)
    {
        if (attributes is not { Count: > 0 })
        {
            return [];
        }

        if (attributes.Count > MostAttributes)
        {
            throw Invalid(string.Create(
                CultureInfo.InvariantCulture,
                $"Number of message attributes [{attributes.Count}] exceeds the allowed maximum [{MostAttributes}]."));
        }

        foreach (var attribute in attributes)
        {
            CheckName(attribute.Name);
            CheckValue(attribute);
        }

        var sorted = attributes.OrderBy(a => a.Name, StringComparer.Ordinal).ToArray();
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].Name.Equals(sorted[i - 1].Name, StringComparison.Ordinal))
            {
                throw Invalid($"Message (user) attribute name '{sorted[i].Name}' already exists.");
            }
        }

        return sorted;
    }

    public static int SizeOf(MessageAttribute attribute) =>
        Encoding.UTF8.GetByteCount(attribute.Name)
        + Encoding.UTF8.GetByteCount(attribute.DataType)
        + (attribute.BinaryValue?.Length ?? Encoding.UTF8.GetByteCount(attribute.StringValue ?? string.Empty));

    public static void CheckFifoId(string name, string? id)
    {
        if (id is not null && (id.Length is 0 or > LongestFifoId || !id.All(c => c is > ' ' and <= '~')))
        {
            throw Invalid($"Value {id} for parameter {name} is invalid. Reason: {name} can only include alphanumeric and punctuation characters. 1 to 128 in length.");
        }
    }

    public static bool IsBatchId(string? id) =>
        id is { Length: > 0 and <= 80 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static void CheckName(string name)
    {
        var isGood = name.Length is > 0 and <= LongestName
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            && name[0] != '.'
            && name[^1] != '.'
            && !name.Contains("..", StringComparison.Ordinal)
            && !name.StartsWith("aws.", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("amazon.", StringComparison.OrdinalIgnoreCase);
        if (!isGood)
        {
            throw Invalid($"Message (user) attribute name '{name}' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore(_), hyphen(-), and period (.), must not start or end with a period and must not start with AWS-reserved prefixes like AWS. or Amazon.");
        }
    }

    private static void CheckValue(MessageAttribute attribute)
    {
        var type = attribute.DataType.AsSpan();
        var label = type.IndexOf('.');
        type = label < 0 ? type : type[..label];
        if (type is not ("String" or "Number" or "Binary") || attribute.DataType.Length > LongestName)
        {
            throw Invalid($"The type of message (user) attribute '{attribute.Name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.");
        }

        var isEmpty = type is "Binary" ? attribute.BinaryValue is null or [] : string.IsNullOrEmpty(attribute.StringValue);
        var isMixed = type is "Binary" ? attribute.StringValue is not null : attribute.BinaryValue is not null;
        if (isEmpty || isMixed)
        {
            throw Invalid($"Message (user) attribute '{attribute.Name}' must contain a non-empty value of type '{(type is "Binary" ? "Binary" : "String")}'.");
        }

        if (type is "Number" && !double.TryParse(attribute.StringValue, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            throw Invalid($"Can't cast the value of message (user) attribute '{attribute.Name}' to a number.");
        }

        if (attribute.StringValue is { } text)
        {
            CheckBody(Encoding.UTF8.GetBytes(text));
        }
    }

    private static SqsErrorException Invalid(string message) => new(SqsError.InvalidParameter(message));
}
