using System.Text;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies;
using S3Replicator.LocalAws.Sqs;
using S3Replicator.LocalAws.Sqs.Messages;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Tests.Sqs;

public sealed class DeliveryTests
{
    private const string Arn = "arn:aws:sqs:us-east-1:000000000000:jobs";
    private const int Timeout = 30;

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly MessageQueue _queue;

    public DeliveryTests() => _queue = new SqsEndpoint(_clock, new Authorizer(new CredentialRegistry(_clock))).Create(Arn);

    private enum Place
    {
        Visible,
        InFlight,
        Gone,
    }

    [Fact]
    public async Task Without_disorder_messages_come_in_the_order_of_sending()
    {
        Send(50);
        (await ReceiveAllAsync()).ShouldBe(Enumerable.Range(0, 50));
    }

    [Fact]
    public async Task Disorder_reorders_within_its_window_duplicates_and_loses_nothing()
    {
        _queue.Disturb(new DeliveryOddities { Seed = 7, ReorderWindow = 5, DuplicateProbability = 0.2 });
        Send(200);

        var received = await ReceiveAllAsync();

        received.Distinct().Order().ShouldBe(Enumerable.Range(0, 200));
        received.Count.ShouldBeInRange(215, 265);
        received.SequenceEqual(received.Order()).ShouldBeFalse();
        _queue.Disturb(null);
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_disorder()
    {
        var oddities = new DeliveryOddities { Seed = 3, ReorderWindow = 10, DuplicateProbability = 0.1 };
        var other = new SqsEndpoint(_clock, new Authorizer(new CredentialRegistry(_clock))).Create(Arn);
        _queue.Disturb(oddities);
        other.Disturb(oddities);
        Send(100);
        Send(100, other);

        (await ReceiveAllAsync(other)).ShouldBe(await ReceiveAllAsync());
    }

    [Fact]
    public async Task Late_messages_appear_when_their_delay_is_over()
    {
        _queue.Disturb(new DeliveryOddities { Seed = 1, DelayProbability = 0.5, MaxDelay = TimeSpan.FromSeconds(10) });
        Send(100);

        (await ReceiveAllAsync()).Count.ShouldBeInRange(30, 70);
        _clock.Advance(TimeSpan.FromSeconds(10));
        (await ReceiveAllAsync()).Count.ShouldBeInRange(30, 70);
    }

    /// <summary>Against a model that is a plain list: what is received, and how deep the queue is, after any sequence of operations.</summary>
    [Property(MaxTest = 200)]
    public void Any_sequence_of_operations_leaves_the_queue_as_a_plain_list_would(byte[] steps)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        var queue = new SqsEndpoint(clock, new Authorizer(new CredentialRegistry(clock))).Create(Arn);
        var model = new List<Modelled>();
        foreach (var step in steps ?? [])
        {
            var now = clock.GetUtcNow();
            foreach (var message in model.Where(m => m.Place == Place.InFlight && m.DueAt <= now))
            {
                message.Place = Place.Visible;
            }

            Apply(step, queue, model, clock);
            var depth = queue.Depth;
            depth.Visible.ShouldBe(model.Count(m => m.Place == Place.Visible || (m.Place == Place.InFlight && m.DueAt <= clock.GetUtcNow())));
            depth.Total.ShouldBe(model.Count(m => m.Place != Place.Gone));
        }
    }

    private static void Apply(byte step, MessageQueue queue, List<Modelled> model, FakeTimeProvider clock)
    {
        var handled = model.Where(m => m.Handle is not null).ToList();
        var pick = handled.Count == 0 ? null : handled[step / 6 % handled.Count];
        switch (step % 6)
        {
            case 0 or 1:
                Send(queue, model.Count);
                model.Add(new Modelled());
                break;
            case 2:
                var expected = model.FindIndex(m => m.Place == Place.Visible);
                var received = Receive(queue, 1);
                received.Length.ShouldBe(expected < 0 ? 0 : 1);
                if (expected >= 0)
                {
                    BodyOf(received[0]).ShouldBe(expected);
                    (model[expected].Place, model[expected].Handle) = (Place.InFlight, received[0].Handle);
                    model[expected].DueAt = clock.GetUtcNow().AddSeconds(Timeout);
                }

                break;
            case 3 when pick is not null:
                queue.Delete(pick.Handle!.Value).ShouldBe(SettleOutcome.Done);
                pick.Place = Place.Gone;
                break;
            case 4 when pick is { Place: not Place.Gone }:
                queue.ChangeVisibility(pick.Handle!.Value, step / 12).ShouldBe(SettleOutcome.Done);
                pick.Place = step / 12 == 0 ? Place.Visible : Place.InFlight;
                pick.DueAt = clock.GetUtcNow().AddSeconds(step / 12);
                break;
            case 5:
                clock.Advance(TimeSpan.FromSeconds(step / 6));
                break;
            default:
                break;
        }
    }

    private static void Send(MessageQueue queue, int number)
    {
        var body = Encoding.UTF8.GetBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        queue.Send(new MessageContent(new Guid(number, 0, 0, new byte[8]), body, Md5Digest.Of(body), [], "AIDATEST"), delay: null);
    }

    private static ReceivedMessage[] Receive(MessageQueue queue, int most)
    {
#pragma warning disable CA2012 // It is complete: a short poll does not wait.
        var received = queue.ReceiveAsync(
            new ReceiveOptions(most, TimeSpan.FromSeconds(Timeout), TimeSpan.Zero), TestContext.Current.CancellationToken);
        received.IsCompletedSuccessfully.ShouldBeTrue();
        return received.Result;
#pragma warning restore CA2012
    }

    private static int BodyOf(ReceivedMessage received) =>
        int.Parse(Encoding.UTF8.GetString(received.Message.Content.Body.Span), System.Globalization.CultureInfo.InvariantCulture);

    private void Send(int count, MessageQueue? queue = null)
    {
        for (var i = 0; i < count; i++)
        {
            Send(queue ?? _queue, i);
        }
    }

    private async Task<List<int>> ReceiveAllAsync(MessageQueue? queue = null)
    {
        var bodies = new List<int>();
        while (true)
        {
            var options = new ReceiveOptions(10, TimeSpan.FromHours(1), TimeSpan.Zero);
            var received = await (queue ?? _queue).ReceiveAsync(options, TestContext.Current.CancellationToken);
            if (received.Length == 0)
            {
                return bodies;
            }

            bodies.AddRange(received.Select(BodyOf));
        }
    }

    private sealed class Modelled
    {
        public Place Place { get; set; }

        public DateTimeOffset DueAt { get; set; }

        public ReceiptHandle? Handle { get; set; }
    }
}
