namespace S3Replicator.Core.Rules;

/// <summary>What a part of a key template is filled with.</summary>
internal enum KeyTemplateField
{
    /// <summary>The part's own text.</summary>
    Text,

    /// <summary>The whole key.</summary>
    Key,

    /// <summary>What stands before the last slash, without it.</summary>
    Directory,

    /// <summary>What stands after the last slash.</summary>
    Name,

    /// <summary>The name without its extension.</summary>
    Stem,

    /// <summary>The name's extension with its dot; empty where there is none.</summary>
    Extension,

    /// <summary>The version id, <c>null</c> where there is none.</summary>
    VersionId,

    /// <summary>The event's time in UTC.</summary>
    EventTime,
}
