namespace S3Replicator.Core.Planning.Explaining;

/// <summary>A piece of a line, with how it is to look.</summary>
public readonly record struct TextPiece(string Text, Tone Tone = Tone.Plain);
