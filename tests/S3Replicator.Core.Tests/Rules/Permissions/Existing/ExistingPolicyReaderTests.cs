using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using S3Replicator.Core.Rules.Permissions.Existing;

namespace S3Replicator.Core.Tests.Rules.Permissions.Existing;

public sealed class ExistingPolicyReaderTests
{
    private const string Arn = "arn:aws:iam::111122223333:role/replication";

    private static readonly string GetRole =
        $$"""{"Role":{"Path":"/","RoleName":"replication","Arn":"{{Arn}}","AssumeRolePolicyDocument":{{NativeExample.Trust}},"PermissionsBoundary":{"PermissionsBoundaryType":"Policy","PermissionsBoundaryArn":"arn:aws:iam::1:policy/b"} } }""";

    [Fact]
    public void Reads_a_policy_of_permissions()
    {
        var part = Read(NativeExample.Permissions).ShouldHaveSingleItem();

        part.Trust.ShouldBeNull();
        part.Permissions!.Value.Select(statement => statement.Name).ShouldBe(["a.json, statement 1", "a.json, statement 2", "a.json, statement 3"]);
        part.Permissions.Value[2].Resources.ShouldBe(["arn:aws:s3:::dst/*"]);
    }

    [Fact]
    public void Reads_a_trust_policy_by_its_principals() =>
        Read(NativeExample.Trust).ShouldHaveSingleItem().Trust!.Value.ShouldHaveSingleItem().Principals.ShouldHaveSingleItem().Type.ShouldBe("Service");

    [Fact]
    public void Reads_what_the_command_line_prints_of_a_role()
    {
        var part = Read(GetRole).ShouldHaveSingleItem();

        (part.Arn, part.RoleName, part.Boundary).ShouldBe((Arn, "replication", "arn:aws:iam::1:policy/b"));
        part.Trust!.Value.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reads_documents_that_are_texts(bool isEncoded)
    {
        var text = isEncoded ? Uri.EscapeDataString(NativeExample.Permissions) : NativeExample.Permissions;

        var part = Read(new JsonObject { ["RoleName"] = "r", ["PolicyName"] = "p", ["PolicyDocument"] = text }.ToJsonString()).ShouldHaveSingleItem();

        part.RoleName.ShouldBe("r");
        part.Permissions!.Value.Length.ShouldBe(3);
    }

    [Fact]
    public void Reads_a_version_of_a_managed_policy() =>
        Read($$"""{"PolicyVersion":{"VersionId":"v1","IsDefaultVersion":true,"Document":{{NativeExample.Permissions}} } }""")
            .ShouldHaveSingleItem().Permissions!.Value.Length.ShouldBe(3);

    [Fact]
    public void Reads_one_statement_that_stands_alone_and_values_of_any_kind()
    {
        var statement = Read(
            """{"Statement":{"Sid":"One","Effect":"Deny","Action":"s3:*","NotResource":"*","Condition":{"Bool":{"a:b":true},"NumericLessThan":{"c:d":[1,"2"]}}}}""")
            .ShouldHaveSingleItem().Permissions!.Value.ShouldHaveSingleItem();

        statement.Name.ShouldBe("a.json, One");
        (statement.IsAllow, statement.HasVariables, statement.Negation).ShouldBe((false, false, "NotResource"));
        statement.Conditions.Select(condition => string.Join(' ', [condition.Operator, condition.Key, .. condition.Values])).ShouldBe(
            ["Bool a:b true", "NumericLessThan c:d 1 2"]);
    }

    [Fact]
    public void Passes_over_a_byte_order_mark() =>
        ExistingPolicyReader.Read("a.json", Encoding.UTF8.GetBytes("\uFEFF" + NativeExample.Trust)).Problem.ShouldBeNull();

    [Theory]
    [InlineData("", "is no JSON")]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("{}", "holds nothing that is known")]
    [InlineData("""{"PolicyNames":["p"]}""", "has the names of policies")]
    [InlineData("""{"AttachedPolicies":[]}""", "has the names of managed policies")]
    [InlineData("""{"Policy":{}}""", "has the names of managed policies")]
    [InlineData("""{"Role":{"Arn":"x"}}""", "/Role has no AssumeRolePolicyDocument")]
    [InlineData("""{"Role":[]}""", "/Role is not a JSON object")]
    [InlineData("""{"PolicyDocument":"%7B"}""", "/PolicyDocument is a text, but no policy document")]
    [InlineData("""{"PolicyDocument":[]}""", "/PolicyDocument has no Statement")]
    [InlineData("""{"Statement":[1]}""", "/Statement/0 is not a JSON object")]
    [InlineData("""{"Statement":[{"Effect":"allow","Action":"*","Resource":"*"}]}""", "/Statement/0/Effect is neither Allow nor Deny")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Actions":"*","Resource":"*"}]}""", "/Statement/0/Actions is no member of a statement")]
    [InlineData("""{"Statement":{"Effect":"Allow","Resource":"*"}}""", "/Statement has no Action")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*"}]}""", "/Statement/0 has neither Principal nor Resource")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":{},"Resource":"*"}]}""", "/Statement/0/Action is neither a text nor a list of texts")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":[]}]}""", "/Statement/0/Condition is not a JSON object")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""", "has both Principal and Resource")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*"},{"Effect":"Allow","Action":"*","Resource":"*"}]}""", "/Statement/1 has no Principal")]
    [InlineData("""{"Statement":[],"Statement":[]}""", "is no JSON")]
    [InlineData("""{"roles":[1]}""", "/roles/0 is not a JSON object")]
    [InlineData("""{"Statement":[{"Sid":"\ud800","Effect":"Allow","Action":"*","Resource":"*"}]}""", "characters that are none")]
    public void Says_what_is_wrong_where_and_what_to_give_instead(string content, string problem)
    {
        var reading = ExistingPolicyReader.Read("a.json", Encoding.UTF8.GetBytes(content));

        reading.Problem.ShouldNotBeNull().ShouldContain(problem);
        reading.Mend.ShouldNotBeNullOrEmpty();
        reading.Parts.ShouldBeEmpty();
    }

    [Fact]
    public void Refuses_what_is_too_long_or_too_deep()
    {
        ExistingPolicyReader.Read("a.json", new byte[ExistingPolicyReader.MostBytes + 1]).Problem.ShouldNotBeNull().ShouldContain("more than");
        ExistingPolicyReader.Read("a.json", Encoding.UTF8.GetBytes(new string('[', 100_000))).Problem.ShouldNotBeNull().ShouldContain("is no JSON");
    }

    [Property(MaxTest = 300)]
    public Property Any_role_spoilt_at_some_bytes_is_read_or_refused_and_never_thrown()
    {
        var spoilt =
            from places in Gen.Choose(0, 1_000_000).ArrayOf(3)
            from bytes in Gen.Elements("{}[]:,\"\\u0 n1\0%"u8.ToArray()).ArrayOf(3)
            select Spoil(places, bytes);
        return Prop.ForAll(spoilt.ToArbitrary(), content =>
        {
            var reading = ExistingPolicyReader.Read("a.json", content);
            (reading.Problem is null).ShouldBe(!reading.Parts.IsEmpty);
        });
    }

    [Property(MaxTest = 300)]
    public void Any_bytes_are_refused_and_never_thrown(byte[] content) => ExistingPolicyReader.Read("a.json", content).Problem.ShouldNotBeNull();

    private static byte[] Spoil(int[] places, byte[] bytes)
    {
        var content = Encoding.UTF8.GetBytes(GetRole);

        for (var index = 0; index < places.Length; index++)
        {
            content[places[index] % content.Length] = bytes[index];
        }

        return content;
    }

    private static ImmutableArray<ExistingPart> Read(string content)
    {
        var reading = ExistingPolicyReader.Read("a.json", Encoding.UTF8.GetBytes(content));
        reading.Problem.ShouldBeNull();
        return reading.Parts;
    }
}
