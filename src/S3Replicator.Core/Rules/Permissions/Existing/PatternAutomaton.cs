using System.Numerics;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>Reads texts by a pattern: the places in it that the text so far may have led to, one bit each.</summary>
internal sealed class PatternAutomaton
{
    private const int OtherCharacter = -3;

    private readonly Dictionary<int, BigInteger> _places = [];
    private readonly BigInteger _ones;
    private readonly BigInteger _manys;
    private readonly BigInteger _end;
    private readonly BigInteger _lastMany;

    public PatternAutomaton(int[] tokens)
    {
        for (var index = 0; index < tokens.Length; index++)
        {
            var place = BigInteger.One << index;
            switch (tokens[index])
            {
                case PolicyPattern.One:
                    _ones |= place;
                    break;
                case PolicyPattern.Many:
                    _manys |= place;
                    break;
                case var character:
                    _places[character] = _places.GetValueOrDefault(character) | place;
                    break;
            }
        }

        _end = BigInteger.One << tokens.Length;
        _lastMany = tokens is [.., PolicyPattern.Many] ? _end >> 1 : BigInteger.Zero;
        Start = Skip(BigInteger.One);
        Characters = [.. _places.Keys, OtherCharacter];
    }

    public BigInteger Start { get; }

    /// <summary>The characters that make a difference, and one for all that do not.</summary>
    public IReadOnlyList<int> Characters { get; }

    public BigInteger Next(BigInteger places, int character) =>
        Skip(((places & (_ones | _places.GetValueOrDefault(character))) << 1) | (places & _manys));

    public bool Accepts(BigInteger places) => !(places & _end).IsZero;

    public bool TakesAnything(BigInteger places) => !(places & _lastMany).IsZero;

    private BigInteger Skip(BigInteger places) => places | ((places & _manys) << 1);
}
