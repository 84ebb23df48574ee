using S3Replicator.Core.Rules.Criteria;

namespace S3Replicator.Core.Rules;

/// <summary>A rule made ready for matching.</summary>
/// <param name="Bound">The rule.</param>
/// <param name="Criteria">Its criteria beside the prefix.</param>
/// <param name="Keys">How its destination keys are made.</param>
/// <param name="Group">The number of its destination bucket among those of the source bucket's rules.</param>
internal sealed record IndexedRule(BoundRule Bound, FilterCriteria Criteria, DestinationKeys Keys, int Group);
