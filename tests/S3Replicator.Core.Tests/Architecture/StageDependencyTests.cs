using ArchUnitNET.Loader;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tests.Architecture;

public sealed class StageDependencyTests
{
    private const string Root = "S3Replicator.Core";

    // The order in which a message passes through. A stage may use only what stands before it;
    // state is written from copying on; Pipeline, at the end, knows all.
    private static readonly string[] Stages =
        ["Queueing", "Events", "Rules", "Planning", "Scheduling", "State", "Copying", "Tracking", "Pipeline"];

    private static readonly ArchUnitNET.Domain.Architecture Core = new ArchLoader().LoadAssemblies(typeof(RuleSet).Assembly).Build();

    [Fact]
    public void A_stage_uses_only_stages_before_it()
    {
        var against =
            from type in Core.Types
            let stage = StageOf(type.FullName)
            where stage is not null
            from dependency in type.Dependencies
            let used = StageOf(dependency.Target.FullName)
            where used is not null && Place(used) > Place(stage)
            select $"{type.FullName} ({stage}) uses {dependency.Target.FullName} ({used})";

        against.Distinct(StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void What_belongs_to_no_stage_uses_none()
    {
        var against =
            from type in Core.Types
            where IsOurs(type.FullName) && StageOf(type.FullName) is null
            from dependency in type.Dependencies
            where StageOf(dependency.Target.FullName) is not null
            select $"{type.FullName} uses {dependency.Target.FullName}";

        against.Distinct(StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void Every_folder_is_a_stage_with_a_place_in_the_order()
    {
        var unknown = Core.Types
            .Where(type => IsOurs(type.FullName))
            .Select(type => StageOf(type.FullName))
            .OfType<string>()
            .Except(Stages, StringComparer.Ordinal);

        unknown.ShouldBeEmpty();
    }

    [Fact]
    public void Core_knows_neither_the_AWS_SDK_nor_another_project()
    {
        var references = typeof(RuleSet).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!);

        references
            .Where(name => name.StartsWith("AWSSDK", StringComparison.Ordinal) || name.StartsWith("S3Replicator", StringComparison.OrdinalIgnoreCase))
            .ShouldBeEmpty();
    }

    private static int Place(string stage) => Array.IndexOf(Stages, stage);

    private static bool IsOurs(string fullName) => fullName.StartsWith(Root + ".", StringComparison.Ordinal);

    // "S3Replicator.Core.Rules.Criteria.PrefixCriterion" is in Rules; "S3Replicator.Core.Version" is in none.
    private static string? StageOf(string fullName)
    {
        var rest = IsOurs(fullName) ? fullName[(Root.Length + 1)..] : string.Empty;
        var end = rest.IndexOf('.', StringComparison.Ordinal);
        return end < 0 ? null : rest[..end];
    }
}
