using System.Runtime.CompilerServices;
using S3Replicator.Aws;
using S3Replicator.Core.Rules;
using S3Replicator.Doctor.Queues;

namespace S3Replicator.Doctor;

/// <summary>Goes through queues, state and rule documents, and tells of each what was found; the same is told once.</summary>
internal sealed class Examination(AwsClients clients, RuleSet rules, DoctorOptions options, TimeProvider timeProvider)
{
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var told = new HashSet<Finding>();

        await foreach (var findings in PartsAsync(cancellationToken))
        {
            foreach (var finding in findings.Where(told.Add))
            {
                yield return finding;
            }
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<Finding>> PartsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var examination = new QueueExamination(clients);
        var queues = new List<QueueFacts>();

        foreach (var address in options.Queues)
        {
            var (queue, findings) = await examination.ReadAsync(address, cancellationToken);
            queues.AddRange(queue is null ? [] : [queue]);
            yield return findings;
        }

        if (options.EventsQueue is { } events)
        {
            yield return await examination.TellAsync(events, cancellationToken);
        }

        if (options.State is { } state)
        {
            yield return await new StateExamination(clients, options.Mark).RunAsync(state, cancellationToken);
        }

        foreach (var document in rules.Documents)
        {
            yield return await new DocumentExamination(clients, document, queues, options, timeProvider).RunAsync(cancellationToken);
        }
    }
}
