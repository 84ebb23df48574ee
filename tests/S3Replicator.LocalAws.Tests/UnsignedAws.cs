using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SQS;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies;
using S3Replicator.LocalAws.Sqs;
using S3Replicator.LocalAws.Sqs.Queues;
using S3Replicator.LocalAws.Sts;

namespace S3Replicator.LocalAws.Tests;

/// <summary>SQS and STS on a port, where who signs is believed: the signature itself is not looked at.</summary>
internal sealed class UnsignedAws : IAsyncDisposable
{
    public const string AccountId = CredentialRegistry.DefaultAccountId;

    private readonly WebApplication _app;

    private UnsignedAws(TimeProvider clock, SqsLimits? limits)
    {
        Credentials = new CredentialRegistry(clock);
        Roles = new RoleRegistry(Credentials);
        var authorizer = new Authorizer(Credentials);
        Sqs = new SqsEndpoint(clock, authorizer, limits: limits);
        Sts = new StsEndpoint(Credentials, Roles, authorizer, clock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(o =>
        {
            o.Listen(IPAddress.Loopback, 0);
            o.AddServerHeader = false;
        });
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    public CredentialRegistry Credentials { get; }

    public RoleRegistry Roles { get; }

    public SqsEndpoint Sqs { get; }

    public StsEndpoint Sts { get; }

    public Exception? Unhandled { get; private set; }

    public Uri Endpoint => new(_app.Urls.Single());

    public static async Task<UnsignedAws> StartAsync(TimeProvider? clock = null, SqsLimits? limits = null)
    {
        var aws = new UnsignedAws(clock ?? TimeProvider.System, limits);
        await aws._app.StartAsync(TestContext.Current.CancellationToken);
        return aws;
    }

    public AmazonSQSClient Client(string region = "us-east-1", Credential? credential = null) =>
        new(Sign(credential), new AmazonSQSConfig
        {
            ServiceURL = Endpoint.ToString(),
            AuthenticationRegion = region,
            MaxErrorRetry = 0,
        });

    public AmazonSecurityTokenServiceClient StsClient(Credential? credential = null) =>
        new(Sign(credential), new AmazonSecurityTokenServiceConfig
        {
            ServiceURL = Endpoint.ToString(),
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = 0,
        });

    public MessageQueue Queue(string name, string region = "us-east-1") => Sqs.Queues.Find(new QueueName(AccountId, region, name))!;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private AWSCredentials Sign(Credential? credential)
    {
        credential ??= Credentials.Find("test")!;
        return credential.SessionToken is { } token
            ? new SessionAWSCredentials(credential.AccessKeyId, credential.SecretAccessKey, token)
            : new BasicAWSCredentials(credential.AccessKeyId, credential.SecretAccessKey);
    }

    private async Task HandleAsync(HttpContext context)
    {
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var scope = context.Request.Headers.Authorization.ToString().Split("Credential=")[^1].Split('/');
            var principal = Credentials.Find(scope[0])?.Principal;
            var content = body.ToArray();
            if (scope is [_, _, _, "sts", ..] || Encoding.UTF8.GetString(content).Contains("Action=AssumeRoleWithWebIdentity"))
            {
                await Sts.HandleAsync(context, principal, content, context.RequestAborted);
                return;
            }

            var region = scope is [_, _, var signed, ..] ? signed : "us-east-1";
            await Sqs.HandleAsync(context, principal ?? Credentials.Find("test")!.Principal, region, content, context.RequestAborted);
        }
        catch (Exception error)
        {
            Unhandled = error;
            throw;
        }
    }
}
