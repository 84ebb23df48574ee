using System.Net;
using Amazon.Runtime;
using Amazon.SQS;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies;
using S3Replicator.LocalAws.Sqs;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Tests.Sqs;

/// <summary>SQS on a port, where who signs is believed: the signature itself is not looked at.</summary>
internal sealed class UnsignedAws : IAsyncDisposable
{
    public const string AccountId = CredentialRegistry.DefaultAccountId;

    private readonly WebApplication _app;

    private UnsignedAws(TimeProvider clock, SqsLimits? limits)
    {
        Credentials = new CredentialRegistry(clock);
        Roles = new RoleRegistry(Credentials);
        Sqs = new SqsEndpoint(clock, new Authorizer(Credentials), limits: limits);
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

    public Exception? Unhandled { get; private set; }

    public Uri Endpoint => new(_app.Urls.Single());

    public static async Task<UnsignedAws> StartAsync(TimeProvider? clock = null, SqsLimits? limits = null)
    {
        var aws = new UnsignedAws(clock ?? TimeProvider.System, limits);
        await aws._app.StartAsync(TestContext.Current.CancellationToken);
        return aws;
    }

    public AmazonSQSClient Client(string region = "us-east-1", Credential? credential = null)
    {
        credential ??= Credentials.Find("test")!;
        AWSCredentials credentials = credential.SessionToken is { } token
            ? new SessionAWSCredentials(credential.AccessKeyId, credential.SecretAccessKey, token)
            : new BasicAWSCredentials(credential.AccessKeyId, credential.SecretAccessKey);
        return new AmazonSQSClient(credentials, new AmazonSQSConfig
        {
            ServiceURL = Endpoint.ToString(),
            AuthenticationRegion = region,
            MaxErrorRetry = 0,
        });
    }

    public MessageQueue Queue(string name, string region = "us-east-1") => Sqs.Queues.Find(new QueueName(AccountId, region, name))!;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var scope = context.Request.Headers.Authorization.ToString().Split("Credential=")[^1].Split('/');
            var principal = Credentials.Find(scope[0])?.Principal ?? Credentials.Find("test")!.Principal;
            var region = scope.Length > 2 ? scope[2] : "us-east-1";
            await Sqs.HandleAsync(context, principal, region, body.ToArray(), context.RequestAborted);
        }
        catch (Exception error)
        {
            Unhandled = error;
            throw;
        }
    }
}
