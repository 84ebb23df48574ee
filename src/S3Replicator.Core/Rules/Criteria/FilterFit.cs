namespace S3Replicator.Core.Rules.Criteria;

/// <summary>What a rule's criteria together say of an object.</summary>
/// <param name="First">The first answer that is not <see cref="CriterionAnswer.Accepts"/>.</param>
/// <param name="NeedsSize">Whether the size is asked about and not known.</param>
/// <param name="NeedsTags">Whether the tags are asked about and not known.</param>
/// <param name="IsRefused">Whether a criterion refuses whatever the unknown would be.</param>
internal readonly record struct FilterFit(CriterionAnswer First, bool NeedsSize, bool NeedsTags, bool IsRefused)
{
    /// <summary>Whether every criterion accepts.</summary>
    public bool Fits => First == CriterionAnswer.Accepts;

    /// <summary>Whether the object would fit if what is not known were favourable.</summary>
    public bool CouldFit => !IsRefused && !Fits;

    public FilterFit With(CriterionAnswer answer) => answer switch
    {
        CriterionAnswer.Accepts => this,
        CriterionAnswer.SizeUnknown => this with { First = Earlier(answer), NeedsSize = true },
        CriterionAnswer.TagsUnknown => this with { First = Earlier(answer), NeedsTags = true },
        _ => this with { First = Earlier(answer), IsRefused = true },
    };

    private CriterionAnswer Earlier(CriterionAnswer answer) => Fits ? answer : First;
}
