using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Validation;

public sealed class RoleValidatorTests
{
    [Fact]
    public void Accepts_a_document_with_a_role() => Document().Load().ShouldAccept();

    [Fact]
    public void Accepts_a_document_that_uses_ambient_credentials() =>
        Document().With("Role", null).With("S3Replicator/AmbientCredentials", true).Load().ShouldAccept();

    [Fact]
    public void Rejects_a_document_without_role() => Document().With("Role", null).Load().ShouldReject("MissingRole", "");

    [Fact]
    public void Rejects_a_document_without_role_that_says_no_to_ambient_credentials() =>
        Document().With("Role", null).With("S3Replicator/AmbientCredentials", false).Load().ShouldReject("MissingRole", "");

    [Fact]
    public void Warns_of_a_role_beside_ambient_credentials() =>
        Document().With("S3Replicator/AmbientCredentials", true).Load().ShouldWarn("RoleNotUsed", "/Role");

    [Theory]
    [InlineData("replicator")]
    [InlineData("arn:aws:iam::111122223333:user/replicator")]
    [InlineData("arn:aws:iam::1111:role/replicator")]
    [InlineData("arn:aws:s3:::role/replicator")]
    [InlineData("arn:aws:iam::111122223333:role/with space")]
    public void Rejects_a_role_that_is_no_role_ARN(string role) => Document().With("Role", role).Load().ShouldReject("InvalidRole", "/Role");

    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/path/to/replicator")]
    [InlineData("arn:aws-cn:iam::111122223333:role/replicator")]
    [InlineData("arn:aws-us-gov:iam::000000000000:role/service-role/r+=,.@-_")]
    public void Accepts_roles_of_every_partition_and_path(string role) => Document().With("Role", role).Load().ShouldAccept();
}
