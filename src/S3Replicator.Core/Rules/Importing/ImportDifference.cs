namespace S3Replicator.Core.Rules.Importing;

/// <summary>One thing in which replication by this program differs from S3's own for an imported configuration.</summary>
/// <param name="Rule">The rule's ID; absent where all rules are meant.</param>
/// <param name="Code">A name for the difference that does not change between releases.</param>
/// <param name="Message">What differs.</param>
/// <param name="Mend">What to do about it.</param>
public sealed record ImportDifference(string? Rule, string Code, string Message, string Mend);
