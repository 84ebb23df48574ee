using S3Replicator.LocalAws.Faults;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Kms;
using S3Replicator.LocalAws.S3.EventBridge;
using S3Replicator.LocalAws.S3.Journal;
using S3Replicator.LocalAws.Seeding;
using S3Replicator.LocalAws.Sqs;

namespace S3Replicator.LocalAws;

/// <summary>S3, SQS and STS on one port of the loopback address, for any client that speaks to AWS.</summary>
public sealed class LocalAwsServer : IAsyncDisposable
{
    private readonly KestrelListener _listener;
    private readonly LocalAwsParts _parts;
    private readonly DataFolder? _folder;

    private LocalAwsServer(KestrelListener listener, LocalAwsParts parts, DataFolder? folder)
    {
        _listener = listener;
        _parts = parts;
        _folder = folder;
    }

    /// <summary>Where all three services answer.</summary>
    public Uri Endpoint => _listener.Endpoint;

    /// <summary>The requests that were answered so far.</summary>
    public RequestLog Requests => _parts.Requests;

    /// <summary>What goes wrong on purpose.</summary>
    public FaultInjection Faults => _parts.Faults;

    /// <summary>The clock of events, expiries and waits, which can be advanced; signatures may be of any time it has shown.</summary>
    public LocalClock Clock => _parts.Clock;

    /// <summary>The KMS keys that objects are encrypted with.</summary>
    public KmsKeys Keys => _parts.Keys;

    /// <summary>Brings events of buckets to queues in EventBridge's form.</summary>
    public EventBus EventBus => _parts.EventBus;

    internal SqsEndpoint Queues => _parts.Queues;

    internal CredentialRegistry Credentials => _parts.Credentials;

    internal RoleRegistry Roles => _parts.Roles;

    /// <summary>Starts a server; it answers when the task is done.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="DataFolderException">The data folder cannot be used.</exception>
    /// <exception cref="SeedFileException">The seed file cannot be used.</exception>
    /// <exception cref="ArgumentException">A fault of the options makes no sense.</exception>
    public static async Task<LocalAwsServer> StartAsync(LocalAwsOptions options, CancellationToken cancellationToken)
    {
        var seed = options.SeedFile is null ? null : await SeedFile.ReadAsync(options.SeedFile, cancellationToken);
        var folder = options.DataDirectory is null ? null : new DataFolder(options.DataDirectory);
        try
        {
            var parts = new LocalAwsParts(options, folder);
            foreach (var rule in options.Faults)
            {
                parts.Faults.Add(rule);
            }

            if (seed is not null)
            {
                new Seeder(parts, options.SeedFile!).Apply(seed);
            }

            // The server that is returned owns the listener.
#pragma warning disable CA2000
            var listener = await KestrelListener.StartAsync(options.Port, parts.BuildHandler(), cancellationToken);
#pragma warning restore CA2000
            return new LocalAwsServer(listener, parts, folder);
        }
        catch
        {
            folder?.Dispose();
            throw;
        }
    }

    /// <summary>The queue of that ARN, seen from inside; null where there is none.</summary>
    public LocalQueue? FindQueue(string queueArn) =>
        Queues.Queues.FindByArn(queueArn) is { } queue ? new LocalQueue(queue, Queues.Queues.Environment) : null;

    /// <summary>Adds what a document in the form of a seed file names; users and roles that are there become what it says.</summary>
    /// <exception cref="SeedFileException">The document makes no sense; the message says where.</exception>
    public void Seed(string document) => new Seeder(_parts, "The document").Apply(SeedFile.Parse(document));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        _folder?.Dispose();
    }
}
