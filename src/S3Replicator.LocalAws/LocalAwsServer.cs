using S3Replicator.LocalAws.Control;
using S3Replicator.LocalAws.Faults;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies;
using S3Replicator.LocalAws.S3;
using S3Replicator.LocalAws.S3.Access;
using S3Replicator.LocalAws.S3.Journal;
using S3Replicator.LocalAws.S3.Storage;
using S3Replicator.LocalAws.Seeding;
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
        FaultInjection faults,
        DataFolder? folder)
    {
        _folder = folder;
        _listener = listener;
        Requests = requests;
        Queues = queues;
        Credentials = credentials;
        Roles = roles;
        Faults = faults;
    }

    /// <summary>Where all three services answer.</summary>
    public Uri Endpoint => _listener.Endpoint;

    /// <summary>The requests that were answered so far.</summary>
    public RequestLog Requests { get; }

    /// <summary>What goes wrong on purpose.</summary>
    public FaultInjection Faults { get; }

    /// <summary>The queue of that ARN, seen from inside; null where there is none.</summary>
    public LocalQueue? FindQueue(string queueArn) =>
        Queues.Queues.FindByArn(queueArn) is { } queue ? new LocalQueue(queue, Queues.Queues.Environment) : null;

    internal SqsEndpoint Queues { get; }

    internal CredentialRegistry Credentials { get; }

    internal RoleRegistry Roles { get; }

    /// <summary>Starts a server; it answers when the task is done.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="DataFolderException">The data folder cannot be used.</exception>
    /// <exception cref="SeedFileException">The seed file cannot be used.</exception>
    /// <exception cref="ArgumentException">A fault of the options makes no sense.</exception>
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
        var start = options.SeedFile is null ? new SeedDocument() : await SeedFile.ReadAsync(options.SeedFile, cancellationToken);
        var clock = options.TimeProvider;
        var seed = options.Seed ?? (ulong)clock.GetUtcNow().Ticks;
        var ids = new IdSource(seed);
        var faults = new FaultInjection(clock, seed);
        foreach (var rule in (IEnumerable<FaultRule>)[.. options.Faults, .. start.Faults ?? []])
        {
            faults.Add(rule);
        }

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
        var gate = new FaultGate(faults, credentials, clock);
        var door = new FrontDoor(
            new S3Gate(new S3Endpoint(store, router, new S3Access(authorizer)), authenticator, gate),
            new QueryGate(queues, new StsEndpoint(credentials, roles, authorizer, clock), authenticator, gate, options.Region),
            new ControlPlane(new FaultControl(faults)),
            ids,
            new DateHeader(clock),
            requests);

        // The server that is returned owns the listener.
#pragma warning disable CA2000
        var listener = await KestrelListener.StartAsync(options.Port, door.HandleAsync, cancellationToken);
#pragma warning restore CA2000
        return new LocalAwsServer(listener, requests, queues, credentials, roles, faults, folder);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        _folder?.Dispose();
    }
}
