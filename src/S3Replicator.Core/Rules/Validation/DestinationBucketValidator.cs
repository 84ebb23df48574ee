using S3Replicator.Core.Rules.Binding;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Validation;

internal sealed class DestinationBucketValidator : IRuleValidator
{
    public void Validate(WrittenRule rule, FileProblems problems)
    {
        if (rule.Destination["Bucket"] is not { Kind: NodeKind.Text } node)
        {
            return;
        }

        if (BucketName.Parse(node.Text) is not { } bucket)
        {
            problems.Error(node, "InvalidDestinationBucket", $"\"{node.Text}\" is not the ARN of a bucket.", "Write arn:aws:s3:::NAME; access points and other resources are no destinations.");
            return;
        }

        if (!bucket.IsArn)
        {
            problems.NotNative(node, "BareBucketName", $"\"{node.Text}\" is a bucket's name, where S3 wants its ARN.", $"Write arn:aws:s3:::{node.Text}.");
        }

        if (bucket.Name.EndsWith("--x-s3", StringComparison.Ordinal))
        {
            problems.Error(node, "DirectoryBucket", $"{bucket.Name} is a directory bucket, which is no destination of replication.", "Name a general purpose bucket.");
        }
        else if (!bucket.FollowsNamingRules)
        {
            problems.NotNative(node, "UnusualBucketName", $"\"{bucket.Name}\" breaks S3's rules for bucket names.", "Check that the bucket exists under this name.");
        }
    }
}
