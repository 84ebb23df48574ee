using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Validation;

// Gathers everything that is found; nothing stops at the first.
internal sealed class ProblemList(bool strict)
{
    // A hostile file can be wrong a million times over; nobody reads on beyond this.
    private const int Most = 1000;

    private readonly List<RuleProblem> _errors = [];
    private readonly List<RuleProblem> _warnings = [];

    public bool IsStrict => strict;

    // Whether a further error would be left out, and any work on its wording with it.
    public bool IsFull => _errors.Count >= Most;

    public ImmutableArray<RuleProblem> Errors => InOrder(_errors);

    public ImmutableArray<RuleProblem> Warnings => InOrder(_warnings);

    public void Error(RuleProblem problem) => Add(_errors, problem);

    public void Warning(RuleProblem problem) => Add(_warnings, problem);

    // What we take and S3 refuses.
    public void NotNative(RuleProblem problem) => Add(strict ? _errors : _warnings, problem);

    // What S3 refuses and we take as a matter of course.
    public void Strict(RuleProblem problem)
    {
        if (strict)
        {
            Add(_errors, problem);
        }
    }

    private static void Add(List<RuleProblem> list, RuleProblem problem)
    {
        if (list.Count < Most)
        {
            list.Add(problem);
        }
    }

    private static ImmutableArray<RuleProblem> InOrder(List<RuleProblem> problems)
    {
        var files = problems.Select(problem => problem.File).Distinct(StringComparer.Ordinal).Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return [.. problems.OrderBy(problem => files[problem.File]).ThenBy(problem => problem.Line ?? 0)];
    }
}
