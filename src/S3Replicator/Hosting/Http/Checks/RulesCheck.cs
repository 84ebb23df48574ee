using S3Replicator.Core.Rules.Sources;

namespace S3Replicator.Hosting.Http.Checks;

/// <summary>Whether the rules in force are those that the documents say.</summary>
internal sealed class RulesCheck(RuleSetHolder holder) : IReadinessCheck
{
    public IEnumerable<ReadinessFinding> Look()
    {
        var current = holder.Current;

        foreach (var error in current.Errors)
        {
            yield return ReadinessFinding.Of("rules", error.File, $"{error.Code} at {error.Pointer}: {error.Message} The last good rules stay in force.");
        }

        if (!current.IsDegraded)
        {
            var isEmpty = current.Rules.Documents.All(document => document.Rules.All(rule => !rule.IsEnabled));
            yield return ReadinessFinding.Of("rules", current.Rules.Revision, isEmpty ? "No rule is enabled." : null);
        }
    }
}
