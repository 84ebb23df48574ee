using System.Globalization;
using S3Replicator.Core.Pipeline;

namespace S3Replicator.Core.Tests.Pipeline;

public sealed class FinishedOperationsTests
{
    private const string Rule = "rule";

    private readonly FinishedOperations _finished = new(2);

    [Fact]
    public void What_waits_with_a_part_done_is_remembered_however_many_messages_come_to_their_end()
    {
        Finish("waits");

        for (var number = 0; number < 100; number++)
        {
            var id = number.ToString(CultureInfo.InvariantCulture);
            Finish(id);
            _finished.Forget(id);
        }

        _finished.Contains("waits", 0, Rule).ShouldBeTrue();
    }

    [Fact]
    public void Of_more_that_wait_than_are_remembered_the_oldest_is_forgotten()
    {
        Finish("oldest");
        Finish("middle");
        Finish("newest");

        _finished.Contains("oldest", 0, Rule).ShouldBeFalse();
        _finished.Contains("middle", 0, Rule).ShouldBeTrue();
        _finished.Contains("newest", 0, Rule).ShouldBeTrue();
    }

    private void Finish(string message) => _finished.Add(message, [(0, Rule)]);
}
