using System.Collections.Immutable;
using S3Replicator.Core.Rules.Permissions;
using S3Replicator.Core.Rules.Permissions.Existing;

namespace S3Replicator.Core.Tests.Rules.Permissions.Existing;

public sealed class RoleChoiceTests
{
    private const string One = "arn:aws:iam::111122223333:role/one";
    private const string Two = "arn:aws:iam::111122223333:role/path/two";
    private const string Native = "arn:aws:iam::111122223333:role/native";
    private const string Worker = "arn:aws:iam::111122223333:role/worker";

    private static readonly ExistingPart Policy = new() { File = "policy.json", Permissions = [] };

    [Fact]
    public void The_only_role_of_the_rules_is_meant_where_the_files_do_not_say() => Chosen([One], Policy).ShouldBe(One);

    [Fact]
    public void The_files_say_which_role_they_describe() => Chosen([One, Two], Policy, Role(Two)).ShouldBe(Two);

    [Fact]
    public void Of_what_iam_prints_only_the_role_in_question_counts()
    {
        var output = new[] { One, Two }.Select(arn => Role(arn) with { IsOneOfSeveral = true, Permissions = [] })
            .Append(Policy with { IsWorker = true, IsOneOfSeveral = true }).ToArray();

        Refused([One, Two], output).ShouldContain(Two);
        Choose([One, Two], output, Two).Existing.Arn.ShouldBe(Two);
        Chosen([One], output[0], output[2]).ShouldBe(One);
    }

    [Fact]
    public void Another_role_stands_in_only_where_that_is_said()
    {
        Refused([One], Role(Native)).ShouldContain(Native);
        Choose([One], [Role(Native)], One).ShouldSatisfyAllConditions(
            choice => choice.Required!.Arn.ShouldBe(One), choice => choice.Existing.Arn.ShouldBe(Native));
        Refused([One], Policy with { RoleName = "native" }).ShouldContain("native");
    }

    [Fact]
    public void Files_of_several_roles_are_refused()
    {
        Refused([One], Role(One), Policy with { RoleName = "other" }).ShouldContain("more than one role");
        Refused([One, Two], Role(One), Role(Two)).ShouldContain("several roles");
        Choose([One], [Role(Native), Role(Two)], One).Problem.ShouldNotBeNull().ShouldContain("more than one role");
    }

    [Fact]
    public void Several_roles_of_the_rules_are_named_where_nothing_picks_one()
    {
        var problem = Refused([One, Two], Policy);

        problem.ShouldContain(One);
        problem.ShouldContain(Two);
    }

    [Fact]
    public void A_role_that_the_rules_do_not_name_cannot_be_picked() =>
        Choose([One], [Policy], Native).ShouldSatisfyAllConditions(
            choice => choice.Problem.ShouldNotBeNull().ShouldContain(Native), choice => choice.Mend.ShouldNotBeNull().ShouldContain(One));

    [Fact]
    public void Rules_without_a_role_are_compared_with_the_worker_itself()
    {
        Choose([], [Role(Native), Policy], role: null).Required!.Permissions.Statements.ShouldHaveSingleItem().Sid.ShouldBe("Work");
        RoleChoice.Choose(Required([One]), Worker, [Role(Worker), Policy], role: null).Required!.Trust.Statements.ShouldBeEmpty();
        RoleChoice.Choose(Required([One]), Worker, [Policy], role: null).Required!.Arn.ShouldBe(One);
    }

    private static ExistingPart Role(string arn) => new() { File = "role.json", Arn = arn, Trust = [] };

    private static string Chosen(string[] roles, params ExistingPart[] parts) => Choose(roles, parts, role: null).Required.ShouldNotBeNull().Arn;

    private static string Refused(string[] roles, params ExistingPart[] parts)
    {
        var choice = Choose(roles, parts, role: null);
        choice.Required.ShouldBeNull();
        choice.Mend.ShouldNotBeNullOrEmpty();
        return choice.Problem.ShouldNotBeNull();
    }

    private static RoleChoice Choose(string[] roles, ExistingPart[] parts, string? role) => RoleChoice.Choose(Required(roles), worker: null, parts, role);

    private static RequiredPolicies Required(string[] roles)
    {
        var none = ImmutableSortedDictionary<string, PolicyDocument>.Empty;
        var trust = new PolicyDocument([new() { Sid = "TrustTheWorker", Actions = ["sts:AssumeRole"] }]);
        return new()
        {
            Roles = [.. roles.Select(arn => new RequiredRole(arn, trust, new([])))],
            Buckets = none,
            Keys = none,
            Queues = none,
            Worker = new([new() { Sid = "Work", Actions = ["s3:GetObject"] }]),
            BucketOwners = ImmutableSortedDictionary<string, string>.Empty,
        };
    }
}
