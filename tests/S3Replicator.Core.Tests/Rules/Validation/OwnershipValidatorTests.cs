using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Validation;

public sealed class OwnershipValidatorTests
{
    [Fact]
    public void Accepts_a_change_of_owner_with_an_account()
    {
        var result = Rule().With("Destination/AccessControlTranslation/Owner", "Destination").With("Destination/Account", "444455556666").LoadRule();

        result.ShouldAccept();
        result.Rules!.Documents[0].Rules[0].Destination.OwnerOverride.ShouldBeTrue();
    }

    [Fact]
    public void Rejects_a_change_of_owner_without_account() =>
        Rule().With("Destination/AccessControlTranslation/Owner", "Destination").LoadRule().ShouldReject("MissingAccount", "/Rules/0/Destination/AccessControlTranslation");

    [Fact]
    public void Rejects_another_owner_than_the_destination() =>
        Rule().With("Destination/AccessControlTranslation/Owner", "Source").With("Destination/Account", "444455556666").LoadRule()
            .ShouldReject("InvalidValue", "/Rules/0/Destination/AccessControlTranslation/Owner");

    [Theory]
    [InlineData("44445555666")]
    [InlineData("4444555566667")]
    [InlineData("4444-5555-66")]
    public void Rejects_an_account_that_is_not_12_digits(string account) =>
        Rule().With("Destination/Account", account).LoadRule().ShouldReject("InvalidAccount", "/Rules/0/Destination/Account");

    [Fact]
    public void Warns_of_an_account_written_as_a_number()
    {
        var result = Rule().With("Destination/Account", 444455556666).LoadRule();

        result.ShouldWarn("TextNotQuoted", "/Rules/0/Destination/Account");
        result.Rules!.Documents[0].Rules[0].Destination.Account.ShouldBe("444455556666");
    }
}
