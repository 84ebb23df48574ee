namespace S3Replicator.Core.Rules.Documents;

/// <summary>A form in which rule documents are written.</summary>
public enum DocumentFormat
{
    /// <summary>Strict JSON (RFC 8259).</summary>
    Json,

    /// <summary>YAML 1.2 with the core schema.</summary>
    Yaml,

    /// <summary>XML as S3's REST interface has it.</summary>
    Xml,
}
