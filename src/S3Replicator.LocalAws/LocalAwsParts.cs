using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Control;
using S3Replicator.LocalAws.Faults;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.Iam;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies;
using S3Replicator.LocalAws.Kms;
using S3Replicator.LocalAws.Persistence;
using S3Replicator.LocalAws.S3;
using S3Replicator.LocalAws.S3.Access;
using S3Replicator.LocalAws.S3.Encryption;
using S3Replicator.LocalAws.S3.EventBridge;
using S3Replicator.LocalAws.S3.Journal;
using S3Replicator.LocalAws.S3.Notifications;
using S3Replicator.LocalAws.S3.Storage;
using S3Replicator.LocalAws.Signing;
using S3Replicator.LocalAws.Sqs;
using S3Replicator.LocalAws.Sts;

namespace S3Replicator.LocalAws;

/// <summary>What a server is made of, and how its parts are put together.</summary>
internal sealed class LocalAwsParts
{
    private readonly LocalAwsOptions _options;
    private readonly Authorizer _authorizer;
    private readonly IdSource _ids;
    private readonly SwitchableLog _log = new();

    public LocalAwsParts(LocalAwsOptions options, DataFolder? folder)
    {
        _options = options;
        Clock = new LocalClock(options.TimeProvider);
        var seed = options.Seed ?? (ulong)Clock.GetUtcNow().Ticks;
        _ids = new IdSource(seed);
        RandomFill? random = options.Seed is null ? null : _ids.Fill;
        Faults = new FaultInjection(Clock, seed);
        Credentials = new CredentialRegistry(Clock, random);
        Owner = Credentials.AddUser(options.AccountId, "test", options.AccessKeyId, options.SecretAccessKey).Principal;
        Roles = new RoleRegistry(Credentials);
        _authorizer = new Authorizer(Credentials);
        Queues = new SqsEndpoint(Clock, _authorizer, random, options.QueueLimits);
        Buckets = folder?.Open(_log) ?? new S3Store(_log);
        Requests = new RequestLog(options.RequestLogCapacity);
        EventBus = new EventBus(Queues);
        if (folder is not null)
        {
            new AccountFile(folder.AccountPath, Queues.Queues, Roles).Open();
        }
    }

    public LocalClock Clock { get; }

    public FaultInjection Faults { get; }

    public CredentialRegistry Credentials { get; }

    /// <summary>Whom the default access key stands for.</summary>
    public Principal Owner { get; }

    public RoleRegistry Roles { get; }

    public SqsEndpoint Queues { get; }

    public KmsKeys Keys { get; } = new();

    public EventBus EventBus { get; }

    public S3Store Buckets { get; }

    public RequestLog Requests { get; }

    public string Region => _options.Region;

    public IMutationLog Log => _log;

    /// <summary>What answers every request.</summary>
    public Func<HttpContext, Task> BuildHandler()
    {
        var authenticator = new Authenticator(Credentials, new SignatureVerifier(Credentials, Clock), Owner, _options.VerifySignatures);
        var faults = new FaultGate(Faults, Credentials, Clock);
        var router = new S3Operations(Buckets, _ids, Clock, new EventPublisher(Queues, EventBus, new SequencerSource(Clock)), _log, Region).BuildRouter();
        var door = new FrontDoor(
            new S3Gate(new S3Endpoint(Buckets, router, new S3Access(_authorizer), new KeyAccess(Keys, _authorizer), Clock), authenticator, faults),
            new QueryGate(
                Queues,
                new StsEndpoint(Credentials, Roles, _authorizer, Clock),
                new IamEndpoint(Roles, _authorizer, Clock),
                authenticator,
                faults,
                Region),
            BuildControlPlane(),
            _ids,
            new DateHeader(Clock),
            Requests);
        return door.HandleAsync;
    }

    private ControlPlane BuildControlPlane() => new(new Dictionary<string, ControlHandler>(StringComparer.Ordinal)
    {
        ["faults"] = new FaultControl(Faults).AnswerAsync,
        ["clock"] = new ClockControl(Clock).AnswerAsync,
        ["keys"] = new KeyControl(Keys).AnswerAsync,
        ["disorder"] = new DisorderControl(Queues.Queues).AnswerAsync,
        ["event-rules"] = new EventRuleControl(EventBus).AnswerAsync,
    });
}
