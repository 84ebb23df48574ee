namespace S3Replicator.Core.Rules.Criteria;

/// <summary>What one criterion says of an object.</summary>
internal enum CriterionAnswer
{
    /// <summary>The object is accepted.</summary>
    Accepts,

    /// <summary>The object is left out by its key or size.</summary>
    FilteredOut,

    /// <summary>The object's tags do not fit.</summary>
    TagMismatch,

    /// <summary>What was deleted has no tags, so it cannot fit a tag filter.</summary>
    TagFilterCannotMatchDelete,

    /// <summary>The size is asked about and not known.</summary>
    SizeUnknown,

    /// <summary>The tags are asked about and not known.</summary>
    TagsUnknown,
}
