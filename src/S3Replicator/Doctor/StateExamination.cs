using S3Replicator.Aws;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Permissions;
using S3Replicator.Core.State;
using S3Replicator.Doctor.Permissions;

namespace S3Replicator.Doctor;

/// <summary>Tries what the worker does in the bucket of its state, as the worker.</summary>
internal sealed class StateExamination(AwsClients clients, string mark)
{
    public async Task<IReadOnlyList<Finding>> RunAsync(StateBucketUri state, CancellationToken cancellationToken)
    {
        // Nobody's role: the worker keeps its state itself.
        var nobody = new ReplicationDocument { Bucket = state.Bucket, Rules = [] };
        var found = await clients.RegionOfAsync(nobody, state.Bucket, cancellationToken);

        if (found.Value is not { } region)
        {
            return [found.Error!.Status == 0 ? Finding.Unreachable("state", state.ToString(), found.Error.Message)
                : Finding.Fail("state", state.ToString(), found.Error.Message, "Check the bucket's name in --state, or create the bucket.")];
        }

        var policies = RequiredPolicySet.Of(RuleSet.Empty, new() { State = (state.Bucket, state.KeyPrefix) });
        var probes = new PermissionProbes(_ => clients.S3(region), _ => false, new(document: null), mark);
        return
        [
            Finding.Pass("state", state.ToString(), $"in {region}"),
            .. await probes.RunAsync(NeededAction.Of(policies.Worker.Statements), cancellationToken),
        ];
    }
}
