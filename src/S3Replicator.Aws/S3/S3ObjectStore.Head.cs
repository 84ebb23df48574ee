using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;

namespace S3Replicator.Aws.S3;

/// <summary>HEAD, and what its errors mean.</summary>
internal sealed partial class S3ObjectStore
{
    public async Task<StoreResult<ObjectHead>> HeadAsync(HeadCall head, CancellationToken cancellationToken)
    {
        var asked = await attempts.RunAsync(Subject("HeadObject", head), token => AskHeadAsync(head, token), cancellationToken);
        return asked.Error is { Kind: StoreErrorKind.SourceUnderCustomerKey } && !head.MustBeReadable ? ObjectHead.UnderCustomerKey : asked;
    }

    private async Task<ObjectHead> AskHeadAsync(HeadCall head, CancellationToken cancellationToken)
    {
        try
        {
            return Heads.From(await client.GetObjectMetadataAsync(
                new GetObjectMetadataRequest
                {
                    BucketName = head.Bucket,
                    Key = head.Key,
                    VersionId = head.VersionId,
                    ExpectedBucketOwner = head.Owner,
                    PartNumber = head.PartNumber,
                    ChecksumMode = head.WithChecksum ? ChecksumMode.ENABLED : null,
                },
                cancellationToken));
        }
        catch (AmazonS3Exception refused) when (AwsErrors.IsUnexplained(refused))
        {
            await ExplainAsync(head, cancellationToken);
            throw;
        }
    }

    /// <summary>Asks for the first byte, which takes the same permission and the same key, and is refused with a body that says why.</summary>
    /// <exception cref="AmazonS3Exception">The same refusal, with its code.</exception>
    private async Task ExplainAsync(HeadCall head, CancellationToken cancellationToken)
    {
        try
        {
            using var read = await client.GetObjectAsync(
                new GetObjectRequest
                {
                    BucketName = head.Bucket,
                    Key = head.Key,
                    VersionId = head.VersionId,
                    ExpectedBucketOwner = head.Owner,
                    ByteRange = new(0, 0),
                },
                cancellationToken);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // An empty object has no first byte, and was readable all the same.
        }
    }
}
