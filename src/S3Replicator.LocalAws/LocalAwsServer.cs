using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies;
using S3Replicator.LocalAws.S3;
using S3Replicator.LocalAws.S3.Access;
using S3Replicator.LocalAws.S3.Journal;
using S3Replicator.LocalAws.S3.Storage;
using S3Replicator.LocalAws.Signing;
using S3Replicator.LocalAws.Sqs;
using S3Replicator.LocalAws.Sts;

namespace S3Replicator.LocalAws;

/// <summary>S3, SQS and STS on one port of the loopback address, for any client that speaks to AWS.</summary>
public sealed class LocalAwsServer : IAsyncDisposable
{
    private readonly KestrelListener _listener;
    private readonly DataFolder? _folder;

    private LocalAwsServer(
        KestrelListener listener,
        RequestLog requests,
        SqsEndpoint queues,
        CredentialRegistry credentials,
        RoleRegistry roles,
        DataFolder? folder)
    {
        _folder = folder;
        _listener = listener;
        Requests = requests;
        Queues = queues;
        Credentials = credentials;
        Roles = roles;
    }

    /// <summary>Where all three services answer.</summary>
    public Uri Endpoint => _listener.Endpoint;

    /// <summary>The requests that were answered so far.</summary>
    public RequestLog Requests { get; }

    /// <summary>The queue of that ARN, seen from inside; null where there is none.</summary>
    public LocalQueue? FindQueue(string queueArn) =>
        Queues.Queues.FindByArn(queueArn) is { } queue ? new LocalQueue(queue, Queues.Queues.Environment) : null;

    internal SqsEndpoint Queues { get; }

    internal CredentialRegistry Credentials { get; }

    internal RoleRegistry Roles { get; }

    /// <summary>Starts a server; it answers when the task is done.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="DataFolderException">The data folder cannot be used.</exception>
    public static async Task<LocalAwsServer> StartAsync(LocalAwsOptions options, CancellationToken cancellationToken)
    {
        var folder = options.DataDirectory is null ? null : new DataFolder(options.DataDirectory);
        try
        {
            return await StartAsync(options, folder, cancellationToken);
        }
        catch
        {
            folder?.Dispose();
            throw;
        }
    }

    private static async Task<LocalAwsServer> StartAsync(LocalAwsOptions options, DataFolder? folder, CancellationToken cancellationToken)
    {
        var clock = options.TimeProvider;
        var ids = new IdSource(options.Seed ?? (ulong)clock.GetUtcNow().Ticks);
        RandomFill? random = options.Seed is null ? null : ids.Fill;
        var credentials = new CredentialRegistry(clock, random);
        var owner = credentials.AddUser(options.AccountId, "test", options.AccessKeyId, options.SecretAccessKey).Principal;
        var roles = new RoleRegistry(credentials);
        var authorizer = new Authorizer(credentials);
        var authenticator = new Authenticator(credentials, new SignatureVerifier(credentials, clock), owner, options.VerifySignatures);
        var queues = new SqsEndpoint(clock, authorizer, random, options.QueueLimits);
        var log = new SwitchableLog();
        var store = folder?.Open(log) ?? new S3Store(log);
        var router = new S3Operations(store, ids, clock, queues, log, options.Region).BuildRouter();
        var requests = new RequestLog(options.RequestLogCapacity);
        var door = new FrontDoor(
            new S3Gate(new S3Endpoint(store, router, new S3Access(authorizer)), authenticator),
            new QueryGate(queues, new StsEndpoint(credentials, roles, authorizer, clock), authenticator, options.Region),
            ids,
            new DateHeader(clock),
            requests);

        // The server that is returned owns the listener.
#pragma warning disable CA2000
        var listener = await KestrelListener.StartAsync(options.Port, door.HandleAsync, cancellationToken);
#pragma warning restore CA2000
        return new LocalAwsServer(listener, requests, queues, credentials, roles, folder);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        _folder?.Dispose();
    }
}
