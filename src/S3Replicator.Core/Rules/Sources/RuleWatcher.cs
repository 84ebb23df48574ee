using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace S3Replicator.Core.Rules.Sources;

/// <summary>Looks at the rule sources again and again and takes up what is new and sound; bad documents leave the last good rules in force.</summary>
public sealed partial class RuleWatcher(
    IReadOnlyList<IRuleSource> sources,
    RuleSetHolder holder,
    IRuleReloadObserver observer,
    RuleReloadOptions options,
    TimeProvider timeProvider,
    ILogger<RuleWatcher> logger)
{
    private string? _seen;

    /// <summary>Watches until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.Interval, timeProvider);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await LookAsync(cancellationToken);
        }
    }

    /// <summary>Looks at the sources once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var reading = await RuleReading.OfAllAsync(sources, cancellationToken);
        var fingerprint = Fingerprint(reading);
        if (string.Equals(fingerprint, _seen, StringComparison.Ordinal))
        {
            return;
        }

        _seen = fingerprint;
        var result = RuleLoader.Load(reading.Texts, reading.Problems, options.Strict);
        var current = holder.Current;
        if (result.Rules is null)
        {
            holder.Replace(current with { Errors = result.Errors, Warnings = result.Warnings });
            Log.Refused(logger, result.Errors.Length, result.Errors[0].File, result.Errors[0].Line, result.Errors[0].Code, result.Errors[0].Message, current.Rules.Revision);
            observer.Refused(holder.Current);
        }
        else if (string.Equals(result.Rules.Revision, current.Rules.Revision, StringComparison.Ordinal))
        {
            // What is written may have changed; what it means has not.
            holder.Replace(current with { Errors = [], Warnings = result.Warnings });
        }
        else
        {
            var now = timeProvider.GetUtcNow();
            holder.Replace(new RuleSnapshot(RuleActivation.Apply(current.Rules, result.Rules, now), now, result.Errors, result.Warnings));
            Log.Replaced(logger, result.Rules.Revision, current.Rules.Revision);
            observer.Replaced(holder.Current);
        }
    }

    private static string Fingerprint(RuleReading reading)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in reading.Texts)
        {
            hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(text.Name)));
            hash.AppendData(SHA256.HashData(text.Content.Span));
        }

        foreach (var problem in reading.Problems)
        {
            hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes($"{problem.File}\n{problem.Code}\n{problem.Message}")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Rules {Revision} are in force; before them {Previous} were.")]
        public static partial void Replaced(ILogger logger, string revision, string previous);

        [LoggerMessage(2, LogLevel.Error, "New rules have {Count} errors, the first in {File} line {Line}: {Code}: {Problem} Rules {Revision} stay in force.")]
        public static partial void Refused(ILogger logger, int count, string file, int? line, string code, string problem, string revision);
    }
}
