using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Time.Testing;

namespace S3Replicator.LocalAws.Tests.Sqs;

public sealed class DeadLetterTests : IAsyncLifetime
{
    private const string DeadArn = "arn:aws:sqs:us-east-1:000000000000:dead";
    private const string JobsArn = "arn:aws:sqs:us-east-1:000000000000:jobs";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private TestAws _aws = null!;
    private AmazonSQSClient _sqs = null!;
    private string _dead = null!;
    private string _jobs = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aws = await TestAws.StartAsync(_clock);
        _sqs = _aws.Client();
        _dead = (await _sqs.CreateQueueAsync("dead", Token)).QueueUrl;
        _jobs = (await _sqs.CreateQueueAsync(
            new CreateQueueRequest("jobs")
            {
                Attributes = new(StringComparer.Ordinal)
                {
                    ["VisibilityTimeout"] = "10",
                    ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{DeadArn}}","maxReceiveCount":"2"}""",
                },
            },
            Token)).QueueUrl;
    }

    public async ValueTask DisposeAsync()
    {
        _sqs.Dispose();
        await _aws.DisposeAsync();
    }

    [Fact]
    public async Task A_message_received_too_often_goes_to_the_dead_letter_queue_with_its_id_age_and_counts()
    {
        var sent = await _sqs.SendMessageAsync(_jobs, "poison", Token);
        await FailToProcessAsync(times: 2);
        _aws.Queue("dead").Depth.Total.ShouldBe(0);

        (await _sqs.ReceiveMessageAsync(_jobs, Token)).Messages.ShouldBeNull();

        _aws.Queue("jobs").Depth.Total.ShouldBe(0);
        var dead = (await _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(_dead) { MessageSystemAttributeNames = ["All"] }, Token))
            .Messages.ShouldHaveSingleItem();
        dead.MessageId.ShouldBe(sent.MessageId);
        dead.Attributes["DeadLetterQueueSourceArn"].ShouldBe(JobsArn);
        dead.Attributes["ApproximateReceiveCount"].ShouldBe("3");
        dead.Attributes["SentTimestamp"].ShouldBe("1767323045000");
    }

    [Fact]
    public async Task A_waiting_receive_passes_over_a_poisoned_message_and_wakes_who_waits_at_the_dead_letter_queue()
    {
        await _sqs.SendMessageAsync(_jobs, "poison", Token);
        await FailToProcessAsync(times: 1);
        await _sqs.ReceiveMessageAsync(_jobs, Token);
        var waiting = _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(_jobs) { WaitTimeSeconds = 20 }, Token);
        await Until.TrueAsync(() => _aws.Queue("jobs").Waiting == 1);
        using var other = _aws.Client();
        var waitingForDead = other.ReceiveMessageAsync(new ReceiveMessageRequest(_dead) { WaitTimeSeconds = 20 }, Token);
        await Until.TrueAsync(() => _aws.Queue("dead").Waiting == 1);

        _clock.Advance(TimeSpan.FromSeconds(10));

        (await waitingForDead).Messages.ShouldHaveSingleItem().Body.ShouldBe("poison");
        _aws.Queue("jobs").Waiting.ShouldBe(1);
        await _sqs.SendMessageAsync(_jobs, "good", Token);
        (await waiting).Messages.ShouldHaveSingleItem().Body.ShouldBe("good");
    }

    [Fact]
    public async Task Two_queues_may_be_each_others_dead_letter_queue()
    {
        await _sqs.SetQueueAttributesAsync(
            _dead,
            new(StringComparer.Ordinal)
            {
                ["VisibilityTimeout"] = "0",
                ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{JobsArn}}","maxReceiveCount":1}""",
            },
            Token);
        await _sqs.SendMessageAsync(_jobs, "ball", Token);

        for (var i = 0; i < 12; i++)
        {
            await _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(i % 2 == 0 ? _jobs : _dead) { VisibilityTimeout = 0 }, Token);
        }

        (_aws.Queue("jobs").Depth.Total + _aws.Queue("dead").Depth.Total).ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"deadLetterTargetArn":"dummy","maxReceiveCount":42}""", "Invalid value for deadLetterTargetArn.")]
    [InlineData("""{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:none","maxReceiveCount":42}""", "Dead letter target does not exist.")]
    [InlineData("""{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead"}""", "Redrive policy does not contain mandatory attribute: maxReceiveCount.")]
    [InlineData("""{"maxReceiveCount":1}""", "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.")]
    [InlineData("""{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":0}""", "Invalid value for maxReceiveCount: must be an integer from 1 to 1000.")]
    [InlineData("x", "Redrive policy is not a valid JSON map.")]
    public async Task A_bad_redrive_policy_is_refused_with_its_reason(string policy, string reason)
    {
        var error = await FailsAsync(() => SetAsync(_dead, "RedrivePolicy", policy));

        error.ErrorCode.ShouldBe("InvalidParameterValue");
        error.Message.ShouldBe($"Value {policy} for parameter RedrivePolicy is invalid. Reason: {reason}");
    }

    [Fact]
    public async Task A_dead_letter_queue_can_say_whose_it_is()
    {
        await SetAsync(_dead, "RedriveAllowPolicy", """{"redrivePermission":"denyAll"}""");
        var other = (await _sqs.CreateQueueAsync("other", Token)).QueueUrl;
        var redrive = $$"""{"deadLetterTargetArn":"{{DeadArn}}","maxReceiveCount":5}""";
        (await FailsAsync(() => SetAsync(other, "RedrivePolicy", redrive))).ErrorCode.ShouldBe("InvalidParameterValue");

        await SetAsync(
            _dead, "RedriveAllowPolicy", """{"redrivePermission":"byQueue","sourceQueueArns":["arn:aws:sqs:us-east-1:000000000000:other"]}""");
        await SetAsync(other, "RedrivePolicy", redrive);

        var sources = await _sqs.ListDeadLetterSourceQueuesAsync(new ListDeadLetterSourceQueuesRequest { QueueUrl = _dead }, Token);
        sources.QueueUrls.ShouldBe([_jobs, other]);
    }

    [Fact]
    public async Task A_move_task_takes_messages_back_to_where_they_came_from_as_new_ones()
    {
        var sent = await PoisonAsync(3);

        await _sqs.StartMessageMoveTaskAsync(new StartMessageMoveTaskRequest { SourceArn = DeadArn }, Token);

        var task = (await ListTasksAsync()).ShouldHaveSingleItem();
        task.Status.ShouldBe("COMPLETED");
        (task.ApproximateNumberOfMessagesMoved, task.ApproximateNumberOfMessagesToMove).ShouldBe((3, 3));
        task.TaskHandle.ShouldBeNull();
        var messages = _aws.Queue("jobs").Peek();
        messages.Count.ShouldBe(3);
        messages.ShouldAllBe(m => m.ReceiveCount == 0 && !sent.Contains(m.MessageId.ToString()));
    }

    [Fact]
    public async Task A_move_task_keeps_to_its_rate_and_can_be_cancelled()
    {
        await PoisonAsync(5);
        var elsewhere = (await _sqs.CreateQueueAsync("elsewhere", Token)).QueueUrl;
        elsewhere.ShouldNotBeNull();
        var started = await _sqs.StartMessageMoveTaskAsync(
            new StartMessageMoveTaskRequest
            {
                SourceArn = DeadArn,
                DestinationArn = "arn:aws:sqs:us-east-1:000000000000:elsewhere",
                MaxNumberOfMessagesPerSecond = 2,
            },
            Token);
        (await ListTasksAsync())[0].Status.ShouldBe("RUNNING");
        (await FailsAsync(() => _sqs.StartMessageMoveTaskAsync(new StartMessageMoveTaskRequest { SourceArn = DeadArn }, Token))).Message
            .ShouldBe("There is already a task running. Only one active task is allowed for a source queue arn at a given time.");
        _clock.Advance(TimeSpan.FromSeconds(1));
        _aws.Queue("elsewhere").Depth.Visible.ShouldBe(2);

        var cancel = new CancelMessageMoveTaskRequest { TaskHandle = started.TaskHandle };
        (await _sqs.CancelMessageMoveTaskAsync(cancel, Token)).ApproximateNumberOfMessagesMoved.ShouldBe(2);
        _clock.Advance(TimeSpan.FromSeconds(5));

        _aws.Queue("elsewhere").Depth.Visible.ShouldBe(2);
        (await ListTasksAsync())[0].Status.ShouldBe("CANCELLED");
        (await FailsAsync(() => _sqs.CancelMessageMoveTaskAsync(cancel, Token))).ErrorCode.ShouldBe("InvalidParameterValue");
    }

    [Fact]
    public async Task A_move_task_fails_when_its_destination_goes_and_loses_nothing()
    {
        await PoisonAsync(5);
        var elsewhere = (await _sqs.CreateQueueAsync("elsewhere", Token)).QueueUrl;
        await _sqs.StartMessageMoveTaskAsync(
            new StartMessageMoveTaskRequest
            {
                SourceArn = DeadArn,
                DestinationArn = "arn:aws:sqs:us-east-1:000000000000:elsewhere",
                MaxNumberOfMessagesPerSecond = 1,
            },
            Token);
        await _sqs.DeleteQueueAsync(elsewhere, Token);
        _clock.Advance(TimeSpan.FromSeconds(1));

        var task = (await ListTasksAsync())[0];
        (task.Status, task.FailureReason).ShouldBe(("FAILED", "AWS.SimpleQueueService.NonExistentQueue"));
        _aws.Queue("dead").Depth.Visible.ShouldBe(5);
    }

    [Fact]
    public async Task Move_tasks_are_refused_as_SQS_does()
    {
        (await FailsAsync(() => _sqs.StartMessageMoveTaskAsync(new StartMessageMoveTaskRequest { SourceArn = JobsArn }, Token))).Message
            .ShouldBe("Source queue must be configured as a Dead Letter Queue.");
        (await FailsAsync(() => _sqs.StartMessageMoveTaskAsync(new StartMessageMoveTaskRequest { SourceArn = DeadArn + "x" }, Token)))
            .ErrorCode.ShouldBe("ResourceNotFoundException");
        (await FailsAsync(() => _sqs.CancelMessageMoveTaskAsync(new CancelMessageMoveTaskRequest { TaskHandle = "e30=" }, Token))).Message
            .ShouldBe("Value for parameter TaskHandle is invalid.");
    }

    private static Task<AmazonSQSException> FailsAsync(Func<Task> call) => Should.ThrowAsync<AmazonSQSException>(call);

    private async Task<HashSet<string>> PoisonAsync(int count)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            ids.Add((await _sqs.SendMessageAsync(_jobs, "poison", Token)).MessageId);
        }

        await FailToProcessAsync(times: 2);
        await _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(_jobs) { MaxNumberOfMessages = 10 }, Token);
        _aws.Queue("dead").Depth.Visible.ShouldBe(count);
        return ids;
    }

    private async Task FailToProcessAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var received = await _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(_jobs) { MaxNumberOfMessages = 10 }, Token);
            received.Messages.ShouldNotBeEmpty();
            _clock.Advance(TimeSpan.FromSeconds(10));
        }
    }

    private async Task<List<ListMessageMoveTasksResultEntry>> ListTasksAsync() =>
        (await _sqs.ListMessageMoveTasksAsync(new ListMessageMoveTasksRequest { SourceArn = DeadArn }, Token)).Results;

    private Task<SetQueueAttributesResponse> SetAsync(string url, string name, string value) =>
        _sqs.SetQueueAttributesAsync(url, new(StringComparer.Ordinal) { [name] = value }, Token);
}
