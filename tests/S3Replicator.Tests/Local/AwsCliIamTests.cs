namespace S3Replicator.Tests.Local;

/// <summary>Debian's awscli makes roles.</summary>
public sealed class AwsCliIamTests(LocalWithClient local) : IClassFixture<LocalWithClient>
{
    private const string Trust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"sts:AssumeRole"}]}""";

    private const string ReadOne =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::open/*"}]}""";

    private readonly AwsCli _aws = new(local.Endpoint, local.Folder);

    [Fact]
    public async Task Makes_a_role_that_may_do_what_its_policies_say()
    {
        await _aws.RunAsync("s3", "mb", "s3://open");
        var made = await _aws.AskAsync("iam", "create-role", "--role-name", "reader", "--assume-role-policy-document", Trust);
        made.GetProperty("Role").GetProperty("Arn").GetString().ShouldBe("arn:aws:iam::000000000000:role/reader");
        (await _aws.AskAsync("iam", "get-role", "--role-name", "reader")).GetProperty("Role").GetProperty("RoleId").GetString().ShouldStartWith("AROA");
        var session = await SessionAsync();

        (await session.TryAsync("s3api", "head-object", "--bucket", "open", "--key", "nothing")).StandardError.ShouldContain("403");
        await _aws.RunAsync("iam", "put-role-policy", "--role-name", "reader", "--policy-name", "read", "--policy-document", ReadOne);
        await _aws.RunAsync("s3api", "put-object", "--bucket", "open", "--key", "there");

        (await session.TryAsync("s3api", "head-object", "--bucket", "open", "--key", "there")).ExitCode.ShouldBe(0);
        (await session.TryAsync("s3api", "delete-object", "--bucket", "open", "--key", "there")).StandardError.ShouldContain("(AccessDenied)");
    }

    [Theory]
    [InlineData("(NoSuchEntity)", "get-role", "--role-name", "nobody")]
    [InlineData("(MalformedPolicyDocument)", "create-role", "--role-name", "broken", "--assume-role-policy-document", "{}")]
    [InlineData("(ValidationError)", "get-role", "--role-name", "no name")]
    [InlineData("(InvalidAction)", "list-users")]
    public async Task Refuses_as_IAM_does(string error, params string[] arguments)
    {
        var result = await _aws.TryAsync(["iam", .. arguments]);

        result.ExitCode.ShouldNotBe(0);
        result.StandardError.ShouldContain(error);
    }

    [Fact]
    public async Task Refuses_a_second_role_of_a_name()
    {
        await _aws.RunAsync("iam", "create-role", "--role-name", "twice", "--assume-role-policy-document", Trust);

        (await _aws.TryAsync("iam", "create-role", "--role-name", "twice", "--assume-role-policy-document", Trust)).StandardError
            .ShouldContain("(EntityAlreadyExists)");
    }

    private async Task<AwsCli> SessionAsync()
    {
        var credentials = (await _aws.AskAsync("sts", "assume-role", "--role-arn", "arn:aws:iam::000000000000:role/reader", "--role-session-name", "me"))
            .GetProperty("Credentials");
        return _aws with
        {
            AccessKeyId = credentials.GetProperty("AccessKeyId").GetString()!,
            SecretAccessKey = credentials.GetProperty("SecretAccessKey").GetString()!,
            SessionToken = credentials.GetProperty("SessionToken").GetString(),
        };
    }
}
