using S3Replicator.Core.Rules;
using S3Replicator.Core.State;
using S3Replicator.Core.State.Failures;
using S3Replicator.Core.Tracking.Receipts;
using S3Replicator.Core.Tracking.Receipts.Chain;
using S3Replicator.Core.Tracking.Reports;

namespace S3Replicator.Hosting;

/// <summary>A state store that a verb looks into.</summary>
internal sealed class OpenState : IAsyncDisposable
{
    private const int Deletes = 16;

    private readonly StateUri _uri;
    private readonly IStateStore _store;
    private readonly ILoggerFactory _logging;
    private readonly FailureLog _failures;

    private OpenState(StateUri uri, IStateStore store)
    {
        _uri = uri;
        _store = store;
        _logging = LoggerFactory.Create(logging => logging.AddStandardError(new ConfigurationBuilder().AddEnvironmentVariables().Build()));
        _failures = new(store, _logging.CreateLogger<FailureLog>());
    }

    public static async Task<OpenState> ForReadingAsync(string? state, CancellationToken cancellationToken)
    {
        var named = Settings.Read([], state).State;
        return new(StateSetup.Parse(named), await StateSetup.OpenForReadingAsync(named, cancellationToken));
    }

    /// <summary>The failures chosen, the oldest first.</summary>
    public Task<IReadOnlyList<FailureRecord>> FailuresAsync(FailureQuery query, CancellationToken cancellationToken) =>
        StateSetup.GuardAsync<IReadOnlyList<FailureRecord>>(
            _uri,
            async () => [.. (await _failures.ListAsync(query, cancellationToken).ToListAsync(cancellationToken))
                .OrderBy(failure => failure.Time)
                .ThenBy(failure => failure.Id, StringComparer.Ordinal)]);

    public Task ForgetAsync(IReadOnlyList<FailureRecord> failures, CancellationToken cancellationToken) => StateSetup.GuardAsync(
        _uri,
        async () =>
        {
            await Parallel.ForEachAsync(
                failures,
                new ParallelOptions { MaxDegreeOfParallelism = Deletes, CancellationToken = cancellationToken },
                async (failure, token) => await _failures.RemoveAsync(failure, token));
            return failures;
        });

    public Task<ObjectStatus> StatusAsync(
        ObjectName name, BucketRules? rules, DateTimeOffset since, CancellationToken cancellationToken) => StateSetup.GuardAsync(
        _uri,
        () => new ObjectStatusFinder(new ReceiptLog(_store), _failures, TimeProvider.System)
            .FindAsync(name.Bucket, name.Key!, name.VersionId, rules, since, cancellationToken));

    /// <summary>Makes a report of the receipts.</summary>
    public Task<AttainmentReport> ReportAsync(ReportBuilder builder, CancellationToken cancellationToken) => StateSetup.GuardAsync(
        _uri,
        async () =>
        {
            await builder.ReadAsync(new ReceiptLog(_store), cancellationToken);
            return builder.Build();
        });

    /// <summary>Compares receipts with the chains that were written with them.</summary>
    public Task<AuditResult> AuditAsync(ReportSpan span, IReadOnlyList<ChainHead> noted, CancellationToken cancellationToken) => StateSetup.GuardAsync(
        _uri, () => new ReceiptAudit(_store).CheckAsync(span.Since, span.Until, noted, cancellationToken));

    public ValueTask DisposeAsync()
    {
        _logging.Dispose();
        (_store as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }
}
