namespace S3Replicator.Core.Rules;

/// <summary>One thing that is wrong, or doubtful, in a rule document.</summary>
/// <param name="File">The file or source as it was named.</param>
/// <param name="Line">The line from 1, where it is known.</param>
/// <param name="Pointer">Where in the document, in the document's own terms: a JSON pointer, or a path of elements in XML; empty for the whole.</param>
/// <param name="Code">A name for the kind of problem that does not change between releases.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Hint">What to do about it.</param>
#pragma warning disable CA1720 // `pointer` is the name in the validation output, after JSON pointer (RFC 6901).
public sealed record RuleProblem(string File, int? Line, string Pointer, string Code, string Message, string? Hint = null);
#pragma warning restore CA1720
