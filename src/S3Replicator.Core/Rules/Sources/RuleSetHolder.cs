namespace S3Replicator.Core.Rules.Sources;

/// <summary>Holds the rules in force; they are replaced whole, so that whoever reads them sees one revision.</summary>
public sealed class RuleSetHolder
{
    private RuleSnapshot _current;

    /// <summary>Starts with rules that were loaded before anything runs.</summary>
    public RuleSetHolder(RuleSnapshot first) => _current = first;

    /// <summary>The rules in force.</summary>
    public RuleSnapshot Current => Volatile.Read(ref _current);

    internal void Replace(RuleSnapshot next) => Volatile.Write(ref _current, next);
}
