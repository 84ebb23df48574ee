using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace S3Replicator.Core.Rules;

/// <summary>
/// The template of a key transform: text with <c>{key}</c>, <c>{directory}</c>, <c>{name}</c>, <c>{stem}</c>, <c>{extension}</c>,
/// <c>{versionId}</c> and <c>{eventTime:FORMAT}</c>.
/// </summary>
internal sealed class KeyTemplate
{
    private const string DefaultTimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private readonly ImmutableArray<KeyTemplatePart> _parts;

    private KeyTemplate(ImmutableArray<KeyTemplatePart> parts)
    {
        _parts = parts;
        UsesEventTime = parts.Any(part => part.Field == KeyTemplateField.EventTime);
        UsesVersionId = parts.Any(part => part.Field == KeyTemplateField.VersionId);
    }

    /// <summary>Whether the key depends on the event's time, so that later events of one object lead to other keys.</summary>
    public bool UsesEventTime { get; }

    /// <summary>Whether each version of an object gets a key of its own.</summary>
    public bool UsesVersionId { get; }

    /// <summary>Reads a template; the error names what is wrong with it.</summary>
    public static KeyTemplate? Parse(string text, out string? error)
    {
        var parts = ImmutableArray.CreateBuilder<KeyTemplatePart>();
        error = null;
        for (var at = 0; at < text.Length;)
        {
            var brace = text.AsSpan(at).IndexOfAny('{', '}');
            if (brace != 0)
            {
                var end = brace < 0 ? text.Length : at + brace;
                parts.Add(new KeyTemplatePart(KeyTemplateField.Text, text[at..end]));
                at = end;
                continue;
            }

            var close = text.IndexOf('}', at);
            if (text[at] == '}' || close < 0)
            {
                error = $"The brace at position {(at + 1).ToString(CultureInfo.InvariantCulture)} has no partner.";
                return null;
            }

            if (Field(text[(at + 1)..close], out error) is not { } part)
            {
                return null;
            }

            parts.Add(part);
            at = close + 1;
        }

        return new KeyTemplate(parts.ToImmutable());
    }

    /// <summary>Fills the template; null when it asks for the event's time and there is none.</summary>
    public string? Fill(string key, string? versionId, DateTimeOffset? eventTime)
    {
        if (UsesEventTime && eventTime is null)
        {
            return null;
        }

        var slash = key.LastIndexOf('/');
        var directory = slash < 0 ? string.Empty : key[..slash];
        var name = key[(slash + 1)..];
        var dot = name.LastIndexOf('.') is var last and > 0 ? last : name.Length;
        var filled = new StringBuilder(key.Length + 32);
        var skipSlash = false;
        foreach (var (field, text) in _parts)
        {
            _ = field switch
            {
                KeyTemplateField.Text => filled.Append(skipSlash && text.StartsWith('/') ? text.AsSpan(1) : text),
                KeyTemplateField.Key => filled.Append(key),
                KeyTemplateField.Directory => filled.Append(directory),
                KeyTemplateField.Name => filled.Append(name),
                KeyTemplateField.Stem => filled.Append(name, 0, dot),
                KeyTemplateField.Extension => filled.Append(name, dot, name.Length - dot),
                KeyTemplateField.VersionId => filled.Append(versionId ?? "null"),
                _ => filled.Append(eventTime!.Value.UtcDateTime.ToString(text, CultureInfo.InvariantCulture)),
            };

            // Without a directory there is nothing for the slash after it to part from the name.
            skipSlash = field == KeyTemplateField.Directory && slash < 0;
        }

        return filled.ToString();
    }

    private static KeyTemplatePart? Field(string placeholder, out string? error)
    {
        var colon = placeholder.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? placeholder : placeholder[..colon];
        error = null;
        KeyTemplateField? field = name switch
        {
            "key" => KeyTemplateField.Key,
            "directory" => KeyTemplateField.Directory,
            "name" => KeyTemplateField.Name,
            "stem" => KeyTemplateField.Stem,
            "extension" => KeyTemplateField.Extension,
            "versionId" => KeyTemplateField.VersionId,
            "eventTime" => KeyTemplateField.EventTime,
            _ => null,
        };
        if (field is null || (colon >= 0 && field != KeyTemplateField.EventTime))
        {
            error = $"{{{placeholder}}} is not a placeholder: use {{key}}, {{directory}}, {{name}}, {{stem}}, {{extension}}, "
                + "{versionId} or {eventTime:yyyy/MM/dd}.";
            return null;
        }

        var format = colon < 0 ? DefaultTimeFormat : placeholder[(colon + 1)..];
        if (field == KeyTemplateField.EventTime && !IsTimeFormat(format))
        {
            error = $"'{format}' is not a format of date and time.";
            return null;
        }

        // One letter alone would be taken as the name of a standard format.
        return new KeyTemplatePart(field.Value, format.Length == 1 ? $"%{format}" : format);
    }

    private static bool IsTimeFormat(string format)
    {
        try
        {
            return format.Length > 0 && DateTime.UnixEpoch.ToString(format.Length == 1 ? $"%{format}" : format, CultureInfo.InvariantCulture).Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
