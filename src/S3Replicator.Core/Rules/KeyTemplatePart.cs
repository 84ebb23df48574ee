namespace S3Replicator.Core.Rules;

/// <summary>One part of a key template.</summary>
/// <param name="Field">What the part is filled with.</param>
/// <param name="Text">The text itself, or the format of a time.</param>
internal readonly record struct KeyTemplatePart(KeyTemplateField Field, string Text);
