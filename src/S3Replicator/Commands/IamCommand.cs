using System.CommandLine;
using S3Replicator.Core.Rules.Permissions;
using S3Replicator.Hosting;
using S3Replicator.Iam;

namespace S3Replicator.Commands;

/// <summary>Prints the policies that rules need.</summary>
internal static class IamCommand
{
    private const string CloudFormation = "cloudformation";
    private const string Terraform = "terraform";

    public static Command Create()
    {
        var wanted = new PolicyOptions();
        var format = new Option<string>("--format")
        {
            Description = "The form: json, cloudformation or terraform.",
            DefaultValueFactory = _ => "json",
        };
        format.AcceptOnlyFromAmong("json", CloudFormation, Terraform);
        var compare = new CompareOptions();
        var command = new VerbCommand(
            "iam",
            "Print the least-privilege policies that the rules need: trust and permissions of their roles, policies of buckets and keys in other accounts, "
                + "of queues, and of the worker itself. Nothing is asked of AWS unless a rule document is there. "
                + "With --compare: what a role that is there lacks of that; ends with 1 when it lacks something.",
            "s3replicator iam --rules rules/ --queue-url https://sqs.eu-west-1.amazonaws.com/111122223333/events --format cloudformation\n"
                + "  s3replicator iam --rules rules/ --compare role.json policy.json")
        {
            format,
        };
        wanted.AddTo(command);
        compare.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = wanted.Settings(parsed);
            var set = await RuleSetup.LoadAsync(options.Rules, () => AwsSetup.CreateAsync(regionOfQueue: null, cancellationToken), cancellationToken);
            var request = wanted.Request(parsed, options);
            var policies = RequiredPolicySet.Of(set, request);

            if (compare.IsWanted(parsed))
            {
                return await compare.RunAsync(parsed, policies, request.Worker, cancellationToken);
            }

            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(format) switch
            {
                CloudFormation => PoliciesCloudFormation.Write(policies),
                Terraform => PoliciesTerraform.Write(policies),
                _ => PoliciesJson.Write(policies),
            });
            return ExitCode.Done;
        });
        return command;
    }
}
