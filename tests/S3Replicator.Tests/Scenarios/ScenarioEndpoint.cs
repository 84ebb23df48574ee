using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SQS;

namespace S3Replicator.Tests.Scenarios;

/// <summary>Where scenarios take place.</summary>
/// <param name="Url">The endpoint of S3, SQS and STS; null for AWS itself.</param>
/// <param name="Variables">The standard variables that point a program there.</param>
/// <param name="RoleArn">The role that rules name; null for one of the caller's own account.</param>
public sealed record ScenarioEndpoint(string? Url, IReadOnlyDictionary<string, string?> Variables, string? RoleArn)
{
    /// <summary>Names the endpoint: a URL, or <c>aws</c> for a real account.</summary>
    public const string Variable = "S3REPLICATOR_TEST_ENDPOINT";

    /// <summary>Names the role, where the account does not let any of its roles be assumed.</summary>
    public const string RoleVariable = "S3REPLICATOR_TEST_ROLE";

    private const string LocalAccount = "000000000000";

    private static readonly string[] CredentialVariables = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

    /// <summary>The variables of a program that is started with arguments; where identities can be made, a worker gets one of its own.</summary>
    public Func<IReadOnlyList<string>, IReadOnlyDictionary<string, string?>> VariablesOf { get; init; } = _ => Variables;

    public string Region => Variables["AWS_REGION"]!;

    private AWSCredentials Credentials => Variables.GetValueOrDefault("AWS_SESSION_TOKEN") is { } token
        ? new SessionAWSCredentials(Variables["AWS_ACCESS_KEY_ID"], Variables["AWS_SECRET_ACCESS_KEY"], token)
        : new BasicAWSCredentials(Variables["AWS_ACCESS_KEY_ID"], Variables["AWS_SECRET_ACCESS_KEY"]);

    /// <summary>An endpoint on this machine that takes any key.</summary>
    public static ScenarioEndpoint OnThisMachine(string url) => Create(url, static _ => null);

    /// <summary>What the variables of the environment name; null where they name none.</summary>
    public static ScenarioEndpoint? FromEnvironment() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? Create(given, Environment.GetEnvironmentVariable) : null;

    /// <summary>The same with its role named: a server may keep what belongs to another account's role apart.</summary>
    public async Task<ScenarioEndpoint> WithRoleAsync(CancellationToken cancellationToken)
    {
        if (RoleArn is not null)
        {
            return this;
        }

        using var sts = CreateSts();
        string? account = null;
        try
        {
            account = (await sts.GetCallerIdentityAsync(new(), cancellationToken)).Account;
        }
        catch (AmazonServiceException)
        {
            // Without STS there is no role to assume either, as the probe will find.
        }

        return this with { RoleArn = $"arn:aws:iam::{account ?? LocalAccount}:role/s3replicator" };
    }

    public AmazonS3Client CreateS3(AWSCredentials? credentials = null) => new(credentials ?? Credentials, Set(new AmazonS3Config { ForcePathStyle = Url is not null }));

    public AmazonSQSClient CreateSqs() => new(Credentials, Set(new AmazonSQSConfig()));

    public AmazonSecurityTokenServiceClient CreateSts() => new(Credentials, Set(new AmazonSecurityTokenServiceConfig()));

    private static ScenarioEndpoint Create(string given, Func<string, string?> read)
    {
        var url = given is "aws" ? null : given.TrimEnd('/');
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["AWS_REGION"] = read("AWS_REGION") ?? read("AWS_DEFAULT_REGION") ?? "us-east-1",
        };

        if (url is not null)
        {
            variables["AWS_ENDPOINT_URL"] = url;
        }

        foreach (var name in CredentialVariables)
        {
            if ((read(name) ?? (url is null || name is "AWS_SESSION_TOKEN" ? null : "test")) is { Length: > 0 } value)
            {
                variables[name] = value;
            }
        }

        return variables.ContainsKey("AWS_ACCESS_KEY_ID") && variables.ContainsKey("AWS_SECRET_ACCESS_KEY")
            ? new(url, variables, read(RoleVariable))
            : throw new InvalidOperationException($"{Variable} is {given}, but AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set.");
    }

    private T Set<T>(T config)
        where T : ClientConfig
    {
        if (Url is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        }
        else
        {
            config.ServiceURL = Url;
            config.AuthenticationRegion = Region;
        }

        return config;
    }
}
