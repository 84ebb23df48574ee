using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using ReplicationRule = S3Replicator.Core.Rules.ReplicationRule;

namespace S3Replicator.Demo;

/// <summary>Compares every destination object with its source, by plain reads of both sides.</summary>
internal sealed class DemoCheck(DemoClients clients)
{
    /// <summary>Checks what one rule is responsible for.</summary>
    public async Task<DemoFinding> CheckAsync(ReplicationRule rule, CancellationToken cancellationToken)
    {
        var destination = rule.Destination.Bucket;
        var client = string.Equals(destination, DemoNames.ArchiveBucket, StringComparison.Ordinal) ? clients.Away : clients.Home;
        var wanted = await ListAsync(clients.Home, DemoNames.SourceBucket, rule.Filter.Prefix, cancellationToken);
        var found = await ListAsync(client, destination, string.Empty, cancellationToken);
        var differences = new List<string>();
        differences.AddRange(found.Except(wanted, StringComparer.Ordinal).Select(key => $"{key}: should not be there"));

        foreach (var key in wanted)
        {
            if (await DifferenceAsync(client, rule, key, cancellationToken) is { } difference)
            {
                differences.Add($"{key}: {difference}");
            }
        }

        return new(rule, wanted.Count, differences);
    }

    private static async Task<List<string>> ListAsync(AmazonS3Client client, string bucket, string prefix, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        ListObjectsV2Response page;

        do
        {
            page = await client.ListObjectsV2Async(request, cancellationToken);
            keys.AddRange((page.S3Objects ?? []).Select(found => found.Key));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);

        return keys;
    }

    private async Task<string?> DifferenceAsync(AmazonS3Client client, ReplicationRule rule, string key, CancellationToken cancellationToken)
    {
        GetObjectMetadataResponse replica;

        try
        {
            replica = await client.GetObjectMetadataAsync(rule.Destination.Bucket, key, cancellationToken);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return "missing";
        }

        var source = await clients.Home.GetObjectMetadataAsync(DemoNames.SourceBucket, key, cancellationToken);

        if (!string.Equals(source.ETag, replica.ETag, StringComparison.Ordinal) || source.ContentLength != replica.ContentLength)
        {
            return "other content";
        }

        if (!string.Equals(source.Headers.ContentType, replica.Headers.ContentType, StringComparison.Ordinal)
            || !string.Equals(source.Metadata["round"], replica.Metadata["round"], StringComparison.Ordinal))
        {
            return "other metadata";
        }

        var storageClass = replica.StorageClass?.Value is { Length: > 0 } named ? named : "STANDARD";

        if (!string.Equals(storageClass, rule.Destination.StorageClass, StringComparison.Ordinal))
        {
            return $"storage class {storageClass}";
        }

        return await HasSameTagsAsync(client, rule.Destination.Bucket, key, cancellationToken) ? null : "other tags";
    }

    private async Task<bool> HasSameTagsAsync(AmazonS3Client client, string bucket, string key, CancellationToken cancellationToken)
    {
        var source = await TagsAsync(clients.Home, DemoNames.SourceBucket, key, cancellationToken);
        return source.SetEquals(await TagsAsync(client, bucket, key, cancellationToken));
    }

    private static async Task<HashSet<(string Key, string Value)>> TagsAsync(
        AmazonS3Client client, string bucket, string key, CancellationToken cancellationToken)
    {
        var response = await client.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = bucket, Key = key }, cancellationToken);
        return [.. (response.Tagging ?? []).Select(tag => (tag.Key, tag.Value))];
    }
}
