using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using S3Replicator.Core.Events;

namespace S3Replicator.Core.Tests.Events;

public sealed class SequencerTests
{
    private static readonly Gen<string> Valid =
        from length in Gen.Choose(1, 18)
        from digits in Gen.Elements("0000123456789ABCDEFabcdef".ToCharArray()).ArrayOf(length)
        select new string(digits);

    [Theory]
    [InlineData("0055AED6DCD90281E5", "0055AED6DCD90281E6", SequencerOrder.Earlier)]
    [InlineData("0055AED6DCD90281E6", "0055AED6DCD90281E5", SequencerOrder.Later)]
    [InlineData("0055AED6DCD90281E5", "0055aed6dcd90281e5", SequencerOrder.Same)]
    [InlineData("617f08299329d189", "00617F08299329D189", SequencerOrder.Same)]
    [InlineData("617f08299329d189", "00617F08299329D18A", SequencerOrder.Earlier)]
    [InlineData("0066DA1CBF104C0D51", "617f08299329d189", SequencerOrder.Later)]
    [InlineData("F", "10", SequencerOrder.Earlier)]
    [InlineData("0", "000", SequencerOrder.Same)]
    public void Compares_as_numbers_of_any_length_and_case(string first, string second, SequencerOrder order) =>
        Sequencer.Compare(first, second).ShouldBe(order);

    [Theory]
    [InlineData(null, "01")]
    [InlineData("01", null)]
    [InlineData("", "01")]
    [InlineData("01", "0x1")]
    [InlineData("01", " 1")]
    [InlineData("１", "01")]
    public void Cannot_tell_of_anything_else(string? first, string? second) =>
        Sequencer.Compare(first, second).ShouldBe(SequencerOrder.Unknown);

    [Property(MaxTest = 1000)]
    public Property Is_a_total_order_on_valid_values() => Prop.ForAll(Valid.Three().ToArbitrary(), three =>
    {
        var (a, b, c) = three;
        Sequencer.Compare(a, a).ShouldBe(SequencerOrder.Same);
        Sequencer.Compare(a, b).ShouldNotBe(SequencerOrder.Unknown);
        Sequencer.Compare(b, a).ShouldBe(Reverse(Sequencer.Compare(a, b)));
        if (IsAtMost(a, b) && IsAtMost(b, c))
        {
            IsAtMost(a, c).ShouldBeTrue();
        }
    });

    [Property(MaxTest = 1000)]
    public Property Agrees_with_numbers() => Prop.ForAll(Valid.Two().ToArbitrary(), two =>
    {
        var numbers = (Number(two.Item1), Number(two.Item2));
        var expected = numbers.Item1 < numbers.Item2 ? SequencerOrder.Earlier
            : numbers.Item1 > numbers.Item2 ? SequencerOrder.Later
            : SequencerOrder.Same;
        Sequencer.Compare(two.Item1, two.Item2).ShouldBe(expected);
    });

    private static UInt128 Number(string text) =>
        UInt128.Parse(text, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsAtMost(string first, string second) => Sequencer.Compare(first, second) is SequencerOrder.Earlier or SequencerOrder.Same;

    private static SequencerOrder Reverse(SequencerOrder order) => order switch
    {
        SequencerOrder.Earlier => SequencerOrder.Later,
        SequencerOrder.Later => SequencerOrder.Earlier,
        _ => order,
    };
}
