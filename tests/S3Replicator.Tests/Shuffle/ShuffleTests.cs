using System.Globalization;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using S3Replicator.Core.Rules;
using S3Replicator.LocalAws;
using S3Replicator.LocalAws.Faults;
using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;
using ReplicationRule = S3Replicator.Core.Rules.ReplicationRule;

namespace S3Replicator.Tests.Shuffle;

/// <summary>
/// Random histories over few keys, their events shuffled, duplicated and delayed, worked on by two workers at once while requests fail
/// before and after they took effect: when it is quiet, the destination is as the source.
/// </summary>
public sealed class ShuffleTests
{
    /// <summary>More seeds by <c>S3REPLICATOR_SHUFFLE_SEEDS</c>, one alone by <c>S3REPLICATOR_SHUFFLE_SEED</c>.</summary>
    private const int DefaultSeeds = 500;

    /// <summary>Each of them takes many more requests, so of these one in so many is run.</summary>
    private const int LargeShare = 10;

    private const int SeedsAtOnce = 24;
    private const int Operations = 14;
    private const long SmallestPart = 5 << 20;

    private static readonly TimeSpan LandWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);
    private static readonly string[] Keys = ["a", "b b+%/c", "ü/../d"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Whatever_the_order_of_events_the_destination_ends_as_the_source() => RunAsync(Seeds(), isLarge: false);

    [Fact]
    public Task So_it_does_with_objects_that_are_copied_in_parts_and_no_upload_is_left() =>
        RunAsync(Seeds().Index().Where(seed => seed.Index % LargeShare == 0).Select(seed => seed.Item + seed.Index / LargeShare % 2), isLarge: true);

    private static async Task RunAsync(IEnumerable<int> seeds, bool isLarge)
    {
        await using var aws = await LocalAwsServer.StartAsync(new LocalAwsOptions { Faults = Faults }, Token);
        var failures = new List<string>();

        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = SeedsAtOnce, CancellationToken = Token }, async (seed, _) =>
        {
            using var run = new ShuffleRun(aws.Endpoint.ToString().TrimEnd('/'), seed, isLarge);

            if (await run.FailureAsync() is { } failure)
            {
                lock (failures)
                {
                    failures.Add(failure);
                }
            }
        });

        failures.ShouldBeEmpty(string.Join("\n\n", failures.Take(3)));
    }

    private static IEnumerable<int> Seeds()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("S3REPLICATOR_SHUFFLE_SEED"), CultureInfo.InvariantCulture, out var one))
        {
            return [one];
        }

        return Enumerable.Range(
            1, int.TryParse(Environment.GetEnvironmentVariable("S3REPLICATOR_SHUFFLE_SEEDS"), CultureInfo.InvariantCulture, out var seeds) ? seeds : DefaultSeeds);
    }

    /// <summary>What goes wrong on the wire, for the workers alone.</summary>
    private static IReadOnlyList<FaultRule> Faults =>
    [
        Fault("CopyObject", FaultEffect.Error, 0.01, "SlowDown"),
        Fault("CopyObject", FaultEffect.Error, 0.02, "InternalError", afterEffect: true),
        Fault("CopyObject", FaultEffect.ErrorInBody, 0.01, "InternalError"),
        Fault("CopyObject", FaultEffect.ErrorInBody, 0.01, "InternalError", afterEffect: true),
        Fault("CopyObject", FaultEffect.Reset, 0.01, code: null, afterEffect: true),
        Fault("CopyObject", FaultEffect.Error, 0.01, "ConditionalRequestConflict"),
        Fault("CopyObject", FaultEffect.Error, 0.005, "ExpiredToken"),
        Fault("DeleteObject", FaultEffect.Error, 0.02, "InternalError", afterEffect: true),
        Fault("DeleteObject", FaultEffect.Error, 0.01, "OperationAborted"),
        Fault("PutObjectTagging", FaultEffect.Error, 0.02, "InternalError", afterEffect: true),
        Fault("HeadObject", FaultEffect.Error, 0.01, "InternalError"),
        Fault("HeadObject", FaultEffect.Reset, 0.005, code: null),
        Fault("ListObjectVersions", FaultEffect.Error, 0.02, "SlowDown"),
    ];

    private static FaultRule Fault(string operation, FaultEffect effect, double probability, string? code, bool afterEffect = false) => new()
    {
        Operation = operation,
        Role = "s3replicator",
        Effect = effect,
        Probability = probability,
        Code = code,
        AfterEffect = afterEffect,
    };

    /// <summary>
    /// One seed: even seeds with plain buckets, odd ones with versioned buckets and every version; of these every other one with lineage
    /// and permanent deletes of versions.
    /// </summary>
    private sealed class ShuffleRun : IDisposable
    {
        private readonly Random _random;
        private readonly bool _isVersioned;
        private readonly bool _deletesVersions;
        private readonly bool _isLarge;
        private readonly PatternUploads _patterns;
        private readonly InMemoryStateStore _state = new();
        private readonly string _endpoint;
        private readonly string _source;
        private readonly string _destination;
        private readonly int _seed;
        private readonly AmazonS3Client _s3;
        private readonly AmazonSQSClient _sqs;
        private readonly InMemoryQueue _queue = new(TimeProvider.System);
        private readonly StringBuilder _history = new();

        public ShuffleRun(string endpoint, int seed, bool isLarge)
        {
            _endpoint = endpoint;
            _isLarge = isLarge;
            _patterns = new(endpoint);
            _seed = seed;
            _random = new(seed);
            _isVersioned = seed % 2 == 1;
            _deletesVersions = seed % 4 == 1;
            _source = string.Create(CultureInfo.InvariantCulture, $"source-{seed}");
            _destination = string.Create(CultureInfo.InvariantCulture, $"destination-{seed}");
            var credentials = new BasicAWSCredentials("test", "test");
            _s3 = new(credentials, new AmazonS3Config { ServiceURL = endpoint, AuthenticationRegion = "us-east-1", ForcePathStyle = true });
            _sqs = new(credentials, new AmazonSQSConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" });
        }

        public async Task<string?> FailureAsync()
        {
            var queueUrl = await SetUpAsync();
            var rules = Rules();
            await ChangeAsync(Operations / 2);
            var events = await EventsAsync(queueUrl);

            using var first = new ShuffleWorker(_endpoint, rules, _queue, LandWithin, _seed * 2, _state);
            using var second = new ShuffleWorker(_endpoint, rules, _queue, LandWithin, _seed * 2 + 1, _state);
            using var stop = new CancellationTokenSource();
            Deliver(events);
            var working = Task.WhenAll(first.RunAsync(stop.Token), second.RunAsync(stop.Token));

            // The rest of the history happens while the workers are at it.
            await ChangeAsync(Operations - Operations / 2);
            Deliver(await EventsAsync(queueUrl));

            var isQuiet = await IsQuietAsync(() => _queue.Count == 0 && first.InHand + second.InHand == 0);
            await stop.CancelAsync();
            await working;

            var difference = isQuiet ? await DifferenceAsync() ?? await LeftoverAsync(first) : $"not quiet after {Bound}: {first.LastFault ?? second.LastFault}";
            var copies = first.Tracker.Summarize().Requests.GetValueOrDefault("CopyObject") + second.Tracker.Summarize().Requests.GetValueOrDefault("CopyObject");
            difference ??= copies > Operations * 20 ? $"copied {copies} times" : null;
            return difference is null ? null : $"seed {_seed} ({(_deletesVersions ? "All, version deletes" : _isVersioned ? "All" : "Latest")}): {difference}\n{_history}";
        }

        private static async Task<bool> IsQuietAsync(Func<bool> condition)
        {
            try
            {
                await Poll.UntilAsync(condition, Bound, Token);
                return true;
            }
            catch (TimeoutException)
            {
                return false;
            }
        }

        public void Dispose()
        {
            _s3.Dispose();
            _sqs.Dispose();
            _patterns.Dispose();
        }

        private async Task<string> SetUpAsync()
        {
            foreach (var bucket in new[] { _source, _destination })
            {
                await _s3.PutBucketAsync(bucket, Token);

                if (_isVersioned)
                {
                    await _s3.PutBucketVersioningAsync(
                        new() { BucketName = bucket, VersioningConfig = new() { Status = VersionStatus.Enabled } }, Token);
                }
            }

            var queueUrl = await LocalWorld.CreateQueueAsync(_sqs, _source, Token);
            var arn = (await _sqs.GetQueueAttributesAsync(queueUrl, ["QueueArn"], Token)).QueueARN;
            await _s3.PutBucketNotificationAsync(
                new()
                {
                    BucketName = _source,
                    QueueConfigurations =
                    [
                        new()
                        {
                            Queue = arn,
                            Events = [EventType.ObjectCreatedAll, EventType.ObjectRemovedAll, new EventType("s3:ObjectTagging:*")],
                        },
                    ],
                },
                Token);
            return queueUrl;
        }

        private RuleSet Rules() => new(
            [
                new ReplicationDocument
                {
                    Bucket = _source,
                    Role = "arn:aws:iam::000000000000:role/s3replicator",
                    Versioning = _isVersioned ? VersioningRequirement.Required : VersioningRequirement.Optional,
                    Rules =
                    [
                        new ReplicationRule
                        {
                            Id = "all",
                            DeleteMarkerReplication = true,
                            Lineage = _deletesVersions ? Lineage.Metadata : Lineage.None,
                            VersionDeletes = _deletesVersions,
                            MultipartThreshold = SmallestPart,
                            Destination = new() { Bucket = _destination, StorageClass = "STANDARD" },
                        },
                    ],
                },
            ],
            "1");

        private async Task ChangeAsync(int operations)
        {
            for (var i = 0; i < operations; i++)
            {
                var key = Keys[_random.Next(Keys.Length)];

                switch (_random.Next(10))
                {
                    case < 4 when _isLarge:
                        _history.Append(CultureInfo.InvariantCulture, $"put {key} in parts: {await UploadAsync(key)}\n");
                        break;
                    case < 6:
                        var body = string.Create(CultureInfo.InvariantCulture, $"{key} {_random.Next(8)}");
                        _history.Append(CultureInfo.InvariantCulture, $"put {key}: {body}\n");
                        await PutAsync(key, body);
                        break;
                    case 6 when _deletesVersions:
                        await DeleteVersionAsync(key);
                        break;
                    case < 8:
                        _history.Append(CultureInfo.InvariantCulture, $"delete {key}\n");
                        await _s3.DeleteObjectAsync(_source, key, Token);
                        break;
                    default:
                        await TagAsync(key);
                        break;
                }
            }
        }

        private async Task PutAsync(string key, string body)
        {
            var request = new PutObjectRequest { BucketName = _source, Key = key, ContentBody = body };
            request.Metadata["m"] = _random.Next().ToString(CultureInfo.InvariantCulture);
            await _s3.PutObjectAsync(request, Token);
        }

        private async Task DeleteVersionAsync(string key)
        {
            if (await VersionsAsync(_source, key) is not { Count: > 0 } versions)
            {
                return;
            }

            var version = versions[_random.Next(versions.Count)];
            _history.Append(CultureInfo.InvariantCulture, $"delete version {versions.IndexOf(version)} of {versions.Count} of {key}\n");
            await _s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _source, Key = key, VersionId = version.VersionId }, Token);
        }

        private Task<string> UploadAsync(string key) =>
            _patterns.UploadAsync(_source, key, Enumerable.Repeat(SmallestPart, _random.Next(1, 4)).Append(1 + _random.Next(9)), _random.Next(), Token);

        private async Task TagAsync(string key)
        {
            var value = _random.Next().ToString(CultureInfo.InvariantCulture);

            try
            {
                await _s3.PutObjectTaggingAsync(
                    new() { BucketName = _source, Key = key, Tagging = new() { TagSet = [new() { Key = "t", Value = value }] } }, Token);
                _history.Append(CultureInfo.InvariantCulture, $"tag {key}: {value}\n");
            }
            catch (AmazonS3Exception exception) when ((int)exception.StatusCode is 404 or 405)
            {
                // There is nothing to tag.
            }
        }

        private async Task<List<string>> EventsAsync(string queueUrl)
        {
            var bodies = new List<string>();

            while (true)
            {
                var received = await _sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queueUrl, MaxNumberOfMessages = 10 }, Token);

                if (received.Messages is not { Count: > 0 } messages)
                {
                    return bodies;
                }

                bodies.AddRange(messages.Select(message => message.Body));
                await _sqs.DeleteMessageBatchAsync(
                    queueUrl,
                    [.. messages.Select((message, index) => new DeleteMessageBatchRequestEntry(index.ToString(CultureInfo.InvariantCulture), message.ReceiptHandle))],
                    Token);
            }
        }

        /// <summary>Hands the events over in any order, some of them twice.</summary>
        private void Deliver(List<string> events)
        {
            var delivered = events.SelectMany(body => Enumerable.Repeat(body, _random.Next(4) == 0 ? 2 : 1)).ToArray();
            _random.Shuffle(delivered);

            foreach (var body in delivered)
            {
                _queue.Send(body);
            }
        }

        private async Task<string?> DifferenceAsync()
        {
            foreach (var key in Keys)
            {
                var source = await VersionsAsync(_source, key);
                var destination = await VersionsAsync(_destination, key);
                var wanted = Current(source);
                var found = Current(destination);

                if (wanted?.ETag != found?.ETag)
                {
                    return $"{key}: current is {found?.ETag ?? "absent"}, should be {wanted?.ETag ?? "absent"}";
                }

                var missing = _isVersioned
                    ? source.Where(version => version.IsDeleteMarker != true).Select(version => version.ETag).Except(destination.Select(version => version.ETag)).ToList()
                    : [];

                if (missing.Count > 0)
                {
                    return $"{key}: versions {string.Join(", ", missing)} are missing";
                }

                var extra = _deletesVersions
                    ? destination.Where(version => version.IsDeleteMarker != true).Select(version => version.ETag).Except(source.Select(version => version.ETag)).ToList()
                    : [];

                if (extra.Count > 0)
                {
                    return $"{key}: versions {string.Join(", ", extra)} are left";
                }

                if (wanted is not null && await MetadataAsync(_source, key) is var own && await MetadataAsync(_destination, key) is var copied && own != copied)
                {
                    return $"{key}: metadata is {copied}, should be {own}";
                }

                if (wanted is not null && await TagsAsync(_source, key) is var tags && await TagsAsync(_destination, key) is var replicated && tags != replicated)
                {
                    return $"{key}: tags are {replicated}, should be {tags}";
                }
            }

            return null;
        }

        /// <summary>What is left of copies that nobody goes on with is the sweep's to abort; nothing else may be left.</summary>
        private async Task<string?> LeftoverAsync(ShuffleWorker worker)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var sweeping = worker.SweepAsync(stop.Token);
            await Poll.UntilAsync(() => !_state.Names.Any(name => name.StartsWith("multipart/", StringComparison.Ordinal)), Bound, Token);
            await stop.CancelAsync();
            await sweeping;
            var uploads = await _s3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = _destination }, Token);
            return uploads.MultipartUploads is { Count: > 0 } left ? $"uploads left: {string.Join(", ", left.Select(upload => upload.Key))}" : null;
        }

        private async Task<List<S3ObjectVersion>> VersionsAsync(string bucket, string key)
        {
            var listed = await _s3.ListVersionsAsync(new ListVersionsRequest { BucketName = bucket, Prefix = key }, Token);
            return [.. (listed.Versions ?? []).Where(version => version.Key == key)];
        }

        private static S3ObjectVersion? Current(List<S3ObjectVersion> versions) =>
            versions.SingleOrDefault(version => version.IsLatest == true && version.IsDeleteMarker != true);

        private async Task<string?> MetadataAsync(string bucket, string key) =>
            (await _s3.GetObjectMetadataAsync(bucket, key, Token)).Metadata["m"];

        private async Task<string> TagsAsync(string bucket, string key)
        {
            var tagging = await _s3.GetObjectTaggingAsync(new() { BucketName = bucket, Key = key }, Token);
            return string.Join(',', (tagging.Tagging ?? []).Select(tag => $"{tag.Key}={tag.Value}"));
        }
    }
}
