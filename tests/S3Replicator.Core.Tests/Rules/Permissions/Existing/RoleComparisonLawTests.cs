using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Permissions;
using S3Replicator.Core.Rules.Permissions.Existing;

namespace S3Replicator.Core.Tests.Rules.Permissions.Existing;

public sealed class RoleComparisonLawTests
{
    [Property(MaxTest = 60)]
    public Property What_is_needed_differs_in_nothing_from_itself() => Prop.ForAll(RuleDocuments.Several(), documents =>
    {
        foreach (var role in Roles(documents))
        {
            Compare(role, Existing(role.Trust), Existing(role.Permissions)).Differences.ShouldBeEmpty();
        }
    });

    [Property(MaxTest = 60)]
    public Property What_is_left_out_is_missing_and_with_what_is_told_to_add_all_is_there() => Prop.ForAll(Parts(), pair =>
    {
        foreach (var role in Roles(pair.Documents))
        {
            var kept = new PolicyDocument([.. role.Permissions.Statements.SelectMany((statement, index) => Cut(statement, pair.Cuts[index % pair.Cuts.Length]))]);

            var comparison = Compare(role, [], Existing(kept));

            comparison.Suffices.ShouldBeFalse();
            comparison.Differences.ShouldAllBe(difference => difference.Stops && difference.Add != null);
            Compare(role, Existing(comparison.TrustToAdd), [.. Existing(kept), .. Existing(comparison.PermissionsToAdd)])
                .Differences.ShouldBeEmpty();
        }
    });

    private static Arbitrary<(ImmutableArray<ReplicationDocument> Documents, int[] Cuts)> Parts() =>
        (from documents in RuleDocuments.Several().Generator
         from cuts in Gen.Choose(0, 3).ArrayOf(7)
         select (documents, cuts)).ToArbitrary();

    /// <summary>The statement, or less: without its first action, without its first resource, or not at all.</summary>
    private static IEnumerable<PolicyStatement> Cut(PolicyStatement statement, int cut) => (cut, statement) switch
    {
        (0, _) => [statement],
        (1, { Actions.Length: > 1 }) => [statement with { Actions = statement.Actions[1..] }],
        (2, { Resources.Length: > 1 }) => [statement with { Resources = statement.Resources[1..] }],
        _ => [],
    };

    private static ImmutableArray<RequiredRole> Roles(ImmutableArray<ReplicationDocument> documents) =>
        RequiredPolicySet.Of(new RuleSet(documents, "test"), new()).Roles;

    private static RoleComparison Compare(RequiredRole required, ImmutableArray<ExistingStatement> trust, ImmutableArray<ExistingStatement> permissions) =>
        RoleComparer.Compare(required, new() { Trust = trust, Permissions = permissions }, isWorkerKnown: true);

    private static ImmutableArray<ExistingStatement> Existing(PolicyDocument policy)
    {
        var reading = ExistingPolicyReader.Read("policy.json", Encoding.UTF8.GetBytes(policy.ToJson().ToJsonString()));
        reading.Problem.ShouldBeNull();
        return reading.Parts[0].Trust ?? reading.Parts[0].Permissions!.Value;
    }
}
