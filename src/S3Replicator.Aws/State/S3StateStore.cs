using System.Runtime.CompilerServices;
using Amazon;
using Amazon.S3.Model;
using S3Replicator.Aws.S3;
using S3Replicator.Core.Copying;
using S3Replicator.Core.State;

namespace S3Replicator.Aws.State;

/// <summary>State in a bucket, under the ambient credentials; conditions are S3's conditional writes.</summary>
public sealed class S3StateStore : IStateStore, IDisposable
{
    private readonly CountedS3Client _client;
    private readonly StateRequests _requests;
    private readonly StateBucketUri _uri;

    private S3StateStore(CountedS3Client client, StateBucketUri uri, TimeProvider timeProvider)
    {
        _client = client;
        _uri = uri;
        _requests = new(uri, timeProvider);
    }

    /// <summary>Opens the bucket in its own region; a bucket that is missing or refuses us is a <see cref="StateStoreException"/>.</summary>
    public static async Task<S3StateStore> OpenAsync(
        AwsContext context, StateBucketUri uri, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(uri);
        var region = await new BucketRegions(context).GetAsync(uri.Bucket, isSource: false, role: null, cancellationToken);

        return region.IsSuccess
            ? new(CountedS3Client.Create(context, context.Credentials, RegionEndpoint.GetBySystemName(region.Value)), uri, timeProvider)
            : throw new StateStoreException($"The state at {uri} cannot be used: {region.Error.Message}");
    }

    /// <inheritdoc />
    public async Task<StateObject?> GetAsync(string name, CancellationToken cancellationToken)
    {
        StateNames.CheckName(name);
        var answer = await _requests.SendAsync(
            "GetObject",
            async token =>
            {
                using var response = await _client.GetObjectAsync(new GetObjectRequest { BucketName = _uri.Bucket, Key = KeyOf(name) }, token);
                using var content = new MemoryStream();
                await response.ResponseStream.CopyToAsync(content, token);
                return new StateObject(content.ToArray(), ETags.Bare(response.ETag));
            },
            cancellationToken);

        return answer.IsSuccess ? answer.Value
            : answer.Error.Kind == StoreErrorKind.KeyNotFound ? null
            : throw _requests.Failure(answer.Error);
    }

    /// <inheritdoc />
    public async Task<string?> PutAsync(string name, ReadOnlyMemory<byte> content, StateCondition condition, CancellationToken cancellationToken)
    {
        StateNames.CheckName(name);
        var sent = 0;
        var answer = await _requests.SendAsync(
            "PutObject",
            async token =>
            {
                sent++;
                using var body = new MemoryStream(content.ToArray(), writable: false);
                return ETags.Bare((await _client.PutObjectAsync(RequestFor(name, body, condition), token)).ETag);
            },
            cancellationToken);

        if (answer.IsSuccess)
        {
            return answer.Value;
        }

        if (answer.Error.Kind is not (StoreErrorKind.PreconditionFailed or StoreErrorKind.KeyNotFound))
        {
            throw _requests.Failure(answer.Error);
        }

        // A condition that fails at the second try may have been met by the first one, whose answer was lost.
        return sent > 1 && await GetAsync(name, cancellationToken) is { } found && found.Content.Span.SequenceEqual(content.Span)
            ? found.ETag
            : null;
    }

    /// <inheritdoc />
    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        StateNames.CheckName(name);
        var answer = await _requests.SendAsync(
            "DeleteObject",
            async token => await _client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _uri.Bucket, Key = KeyOf(name) }, token),
            cancellationToken);

        if (!answer.IsSuccess && answer.Error.Kind != StoreErrorKind.KeyNotFound)
        {
            throw _requests.Failure(answer.Error);
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StateEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StateNames.CheckPrefix(prefix);
        var request = new ListObjectsV2Request { BucketName = _uri.Bucket, Prefix = KeyOf(prefix) };

        do
        {
            var answer = await _requests.SendAsync("ListObjectsV2", token => _client.ListObjectsV2Async(request, token), cancellationToken);
            var page = answer.IsSuccess ? answer.Value : throw _requests.Failure(answer.Error);

            foreach (var found in page.S3Objects ?? [])
            {
                yield return new(found.Key[_uri.KeyPrefix.Length..], found.Size ?? 0);
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private string KeyOf(string name) => _uri.KeyPrefix + name;

    private PutObjectRequest RequestFor(string name, Stream body, StateCondition condition) => new()
    {
        BucketName = _uri.Bucket,
        Key = KeyOf(name),
        InputStream = body,
        AutoCloseStream = false,
        ContentType = name.EndsWith(".jsonl", StringComparison.Ordinal) ? "application/x-ndjson" : "application/json",
        IfNoneMatch = condition.IsIfAbsent ? "*" : null,
        IfMatch = condition.ETag is { } etag ? ETags.Quoted(etag) : null,
    };
}
