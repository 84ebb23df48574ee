namespace S3Replicator.Core.Tests.Rules.Documents;

public sealed class UnknownMemberTests
{
    [Theory]
    [InlineData("Statsu", "Did you mean Status?")]
    [InlineData("Prioritty", "Did you mean Priority?")]
    [InlineData("Destnation", "Did you mean Destination?")]
    [InlineData("priority", "Write Priority: names are case-sensitive.")]
    [InlineData("StorageClass", "StorageClass belongs in Destination.")]
    [InlineData("Suffixes", "Suffixes belongs in the rule's S3Replicator.")]
    [InlineData("RoleOptions", "RoleOptions belongs in the document's S3Replicator.")]
    public void Rejects_an_unknown_member_with_the_nearest_known_name(string name, string hint)
    {
        var result = RuleJson.Rule().With(name, "x").LoadRule();

        result.ShouldReject("UnknownMember", "/Rules/0/" + name);
        result.Errors[0].Hint.ShouldBe(hint);
    }

    [Fact]
    public void Lists_the_known_names_where_none_is_near() =>
        RuleJson.Rule().With("Filter/Glob", "*").LoadRule().Errors.ShouldHaveSingleItem().Hint.ShouldBe("Filter has the members Prefix, Tag, And.");

    [Fact]
    public void Rejects_unknown_members_at_every_depth()
    {
        RuleJson.Document().With("Version", "1").Load().ShouldReject("UnknownMember", "/Version");
        RuleJson.Rule().With("Destination/Region", "eu-west-1").LoadRule().ShouldReject("UnknownMember", "/Rules/0/Destination/Region");
        RuleJson.Rule().With("S3Replicator/Limits/Request", 1).LoadRule().ShouldReject("UnknownMember", "/Rules/0/S3Replicator/Limits/Request");
    }
}
