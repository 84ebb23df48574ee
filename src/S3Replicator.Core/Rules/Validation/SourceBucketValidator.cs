using S3Replicator.Core.Rules.Binding;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Validation;

internal sealed class SourceBucketValidator : IDocumentValidator
{
    public void Validate(WrittenDocument document, FileProblems problems)
    {
        if (document.Node["Bucket"] is not { Kind: NodeKind.Text } bucket)
        {
            return;
        }

        if (BucketName.Parse(bucket.Text) is not { } parsed)
        {
            problems.Error(bucket, "InvalidBucket", $"\"{bucket.Text}\" is neither the name nor the ARN of a bucket.", "Write the bucket's name, or arn:aws:s3:::NAME.");
        }
        else if (!parsed.FollowsNamingRules)
        {
            problems.NotNative(bucket, "UnusualBucketName", $"\"{parsed.Name}\" breaks S3's rules for bucket names.", "Check that the bucket exists under this name.");
        }
    }
}
