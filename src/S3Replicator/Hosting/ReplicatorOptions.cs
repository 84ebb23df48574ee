using S3Replicator.Core.Copying;
using S3Replicator.Core.Pipeline;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Rules.Sources;
using S3Replicator.Core.Scheduling;
using S3Replicator.Core.Tracking.Fleet;
using S3Replicator.Core.Tracking.Lag;
using S3Replicator.Core.Tracking.Notices;
using S3Replicator.Core.Tracking.Receipts;
using S3Replicator.Telemetry.Emf;

namespace S3Replicator.Hosting;

/// <summary>The worker's settings: section <c>S3Replicator</c> of <c>appsettings.json</c>, variables <c>S3Replicator__…</c>, and the command line over both.</summary>
internal sealed class ReplicatorOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "S3Replicator";

    /// <summary>The URLs of the queues to read.</summary>
    public IList<string> QueueUrls { get; set; } = [];

    /// <summary>Rule documents: files, folders, <c>s3://bucket/key</c>, <c>bucket:NAME</c>.</summary>
    public IList<string> Rules { get; set; } = [];

    /// <summary>How rules are reloaded.</summary>
    public RuleReloadOptions RuleReload { get; set; } = new();

    /// <summary>How messages are taken.</summary>
    public QueueOptions Queue { get; set; } = new();

    /// <summary>How many operations run at one time.</summary>
    public ScheduleOptions Schedule { get; set; } = new();

    /// <summary>How copies and deletes are carried out.</summary>
    public CopyOptions Copy { get; set; } = new();

    /// <summary>How failed operations are tried again.</summary>
    public RetryOptions Retry { get; set; } = new();

    /// <summary>Where health and metrics are served, as <c>HOST:PORT</c>; without it they are not.</summary>
    public string? Listen { get; set; }

    /// <summary>How the outside is told of operations.</summary>
    public NoticeOptions Events { get; set; } = new();

    /// <summary>How metrics are written to standard output with <c>--metrics emf</c>.</summary>
    public EmfOptions Emf { get; set; } = new();

    /// <summary>How pending operations are looked at.</summary>
    public LagOptions Lag { get; set; } = new();

    /// <summary>Where receipts and failures are kept: a folder, or <c>s3://bucket/prefix</c> for a fleet; without it they are not kept.</summary>
    public string? State { get; set; }

    /// <summary>How workers know of one another.</summary>
    public FleetOptions Fleet { get; set; } = new();

    /// <summary>How receipts are gathered before they are written.</summary>
    public ReceiptOptions Receipts { get; set; } = new();

    /// <summary>How many destination keys' ETags are remembered; 100,000 by default.</summary>
    public int DestinationsRemembered { get; set; } = 100_000;

    /// <summary>The worker's name, which role sessions carry; the machine's name by default.</summary>
    public string WorkerId { get; set; } = Environment.MachineName;
}
