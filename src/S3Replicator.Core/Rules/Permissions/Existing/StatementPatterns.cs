using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>A statement ready to be compared.</summary>
internal sealed class StatementPatterns
{
    private readonly ImmutableArray<(string Text, PolicyPattern Pattern)> _actions;
    private readonly ImmutableArray<(string Text, ResourcePattern? Pattern)> _resources;

    public StatementPatterns(ExistingStatement statement)
    {
        Statement = statement;
        _actions = [.. statement.Actions.Select(action => (action, PolicyPattern.OfAction(action)))];
        _resources = [.. statement.Resources.Select(resource => (resource, ResourcePattern.TryParse(resource, statement.HasVariables)))];
    }

    public ExistingStatement Statement { get; }

    public string Name => Statement.Name;

    /// <summary>Whether it can be compared, apart from single resources.</summary>
    public bool IsPlain => Statement.Negation is null;

    public ImmutableArray<(string Text, PolicyPattern Pattern)> Actions => _actions;

    public IEnumerable<ResourcePattern> Resources => _resources.Select(resource => resource.Pattern).OfType<ResourcePattern>();

    /// <summary>Resources with policy variables, or that are no ARNs.</summary>
    public IEnumerable<string> Unknown => _resources.Where(resource => resource.Pattern is null).Select(resource => resource.Text);

    public bool IsAbout(PolicyPattern action) => _actions.Any(one => one.Pattern.Includes(action));

    public bool IncludesResourceOf(Need need) => Resources.Any(one => one.Includes(need.ResourcePattern))
        || (need.IsAnyKey && Statement.Resources.Contains(need.Resource, StringComparer.Ordinal));

    public bool OverlapsResourceOf(Need need) => Resources.Any(one => one.Overlaps(need.ResourcePattern));
}
