namespace S3Replicator.Core.Rules.Criteria;

/// <summary>One condition of a rule's filter beside its prefix.</summary>
internal interface ICriterion
{
    /// <summary>Says whether the object is accepted.</summary>
    CriterionAnswer Ask(in MatchSubject subject);
}
