using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Sources;

/// <summary>What a remote place gave: a rule document, or why there is none.</summary>
public sealed record RemoteDocument
{
    private RemoteDocument()
    {
    }

    /// <summary>The bytes of the document.</summary>
    public ReadOnlyMemory<byte> Content { get; private init; }

    /// <summary>The format, where it is known.</summary>
    public DocumentFormat? Format { get; private init; }

    /// <summary>S3's error code, or another that says why nothing was read; absent when it was.</summary>
    public string? FaultCode { get; private init; }

    /// <summary>What the fault was, for a person.</summary>
    public string? FaultMessage { get; private init; }

    /// <summary>A document that was read.</summary>
    public static RemoteDocument Read(ReadOnlyMemory<byte> content, DocumentFormat? format = null) => new() { Content = content, Format = format };

    /// <summary>A document that could not be read.</summary>
    public static RemoteDocument Failed(string code, string message) => new() { FaultCode = code, FaultMessage = message };
}
