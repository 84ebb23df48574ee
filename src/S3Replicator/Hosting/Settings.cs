using S3Replicator.Commands;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Queueing;

namespace S3Replicator.Hosting;

/// <summary>Gathers the settings: defaults, then <c>appsettings.json</c>, then environment, then command line.</summary>
internal static class Settings
{
    /// <summary>Under drain somebody waits for the end, so wrong settings are given up sooner.</summary>
    private static readonly TimeSpan ConfigurationRetryUnderDrain = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ConfigurationPauseUnderDrain = TimeSpan.FromSeconds(5);

    public static ReplicatorOptions Read(WorkerRunRequest request)
    {
        var options = new ReplicatorOptions();

        if (request.Drain is not null)
        {
            options.Retry.ConfigurationRetryFor = ConfigurationRetryUnderDrain;
            options.Retry.ConfigurationPause = ConfigurationPauseUnderDrain;
            options.Retry.GivesUpUnrecorded = true;
        }

        Bind(options);
        Override(options, request.Rules, request.State);

        options.Events.QueueUrl = request.EventsQueueUrl ?? options.Events.QueueUrl;

        if (request.QueueUrls.Count > 0)
        {
            options.QueueUrls = [.. request.QueueUrls];
        }

        Check(options);

        if (request.IsDryRun)
        {
            DryRunSetup.Apply(options);
        }

        return options;
    }

    /// <summary>The settings of a verb that reads no queue.</summary>
    public static ReplicatorOptions Read(IReadOnlyList<string> rules, string? state)
    {
        var options = new ReplicatorOptions();
        Bind(options);
        Override(options, rules, state);
        return options;
    }

    /// <summary>Ends the verb where no rules are given.</summary>
    public static void CheckRules(ReplicatorOptions options)
    {
        if (options.Rules.Count == 0)
        {
            throw new CommandException(ExitCode.WrongUsage, "No rules are given.", "Name a rule document or a folder of them with --rules.");
        }
    }

    private static void Override(ReplicatorOptions options, IReadOnlyList<string> rules, string? state)
    {
        options.State = state ?? options.State;

        if (rules.Count > 0)
        {
            options.Rules = [.. rules];
        }
    }

    private static void Bind(ReplicatorOptions options)
    {
        try
        {
            new ConfigurationBuilder()
                .SetBasePath(Directory.GetCurrentDirectory())
                .AddJsonFile("appsettings.json", optional: true)
                .AddEnvironmentVariables()
                .Build()
                .GetSection(ReplicatorOptions.Section)
                .Bind(options);
        }
        catch (Exception exception) when (exception is InvalidOperationException or InvalidDataException or FormatException)
        {
            throw new CommandException(
                ExitCode.WrongUsage, $"The settings cannot be read: {exception.Message}", "Look at appsettings.json and the S3Replicator__… variables.");
        }
    }

    private static void Check(ReplicatorOptions options)
    {
        if (options.QueueUrls.Count == 0)
        {
            throw new CommandException(ExitCode.WrongUsage, "No queue is given.", "Name one with --queue-url.");
        }

        CheckRules(options);

        if (new QueueOptionsValidator().Validate(name: null, options.Queue) is { Failed: true } failed)
        {
            throw new CommandException(ExitCode.WrongUsage, $"The settings of the queue are wrong: {failed.FailureMessage}");
        }

        if (new CopyOptionsValidator().Validate(name: null, options.Copy) is { Failed: true } wrong)
        {
            throw new CommandException(ExitCode.WrongUsage, $"The settings of copies are wrong: {wrong.FailureMessage}");
        }
    }
}
