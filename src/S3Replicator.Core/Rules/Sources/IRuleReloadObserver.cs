namespace S3Replicator.Core.Rules.Sources;

/// <summary>Is told what reloads come to, for metrics and readiness.</summary>
public interface IRuleReloadObserver
{
    /// <summary>Other rules are in force from now on.</summary>
    void Replaced(RuleSnapshot snapshot);

    /// <summary>New documents were refused; the rules before them stay in force.</summary>
    void Refused(RuleSnapshot snapshot);
}
