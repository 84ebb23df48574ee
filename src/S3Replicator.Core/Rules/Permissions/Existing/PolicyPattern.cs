using System.Numerics;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>A text with IAM's wildcards, <c>*</c> and <c>?</c>, and what it has in common with others; pure.</summary>
internal sealed class PolicyPattern
{
    private const int One = -1;
    private const int Many = -2;
    private const int OtherCharacter = -3;

    // Only patterns made to be difficult need more; of those none is said to include another.
    private const int MostStates = 20_000;

    private readonly int[] _tokens;
    private Automaton? _automaton;

    private PolicyPattern(int[] tokens) => _tokens = tokens;

    /// <summary>Whether it stands for more than one text.</summary>
    public bool HasWildcards => _tokens.AsSpan().ContainsAny(One, Many);

    /// <summary>The name of an action, in which upper and lower case are alike.</summary>
    public static PolicyPattern OfAction(string text) => new(Normalized([.. text.ToLowerInvariant().Select(TokenOf)]));

    /// <summary>A text that stands for itself alone.</summary>
    public static PolicyPattern OfText(string text) => new([.. text]);

    /// <summary>A resource or a value; nothing where it has a policy variable, whose value is not known here.</summary>
    /// <param name="text">The pattern as written.</param>
    /// <param name="hasVariables">Whether the policy's version knows variables and, with them, <c>${*}</c>, <c>${?}</c> and <c>${$}</c>.</param>
    public static PolicyPattern? TryParse(ReadOnlySpan<char> text, bool hasVariables)
    {
        var tokens = new List<int>(text.Length);

        for (var index = 0; index < text.Length; index++)
        {
            if (!hasVariables || !text[index..].StartsWith("${", StringComparison.Ordinal))
            {
                tokens.Add(TokenOf(text[index]));
            }
            else if (text[index..] is ['$', '{', '*' or '?' or '$', '}', ..])
            {
                tokens.Add(text[index + 2]);
                index += 3;
            }
            else
            {
                return null;
            }
        }

        return new(Normalized(tokens));
    }

    /// <summary>Whether every text of the other is one of this.</summary>
    public bool Includes(PolicyPattern other)
    {
        var automaton = _automaton ??= new(_tokens);
        var seen = new HashSet<(int, BigInteger)>();
        var open = new Stack<(int Position, BigInteger Places)>();
        Visit(0, automaton.Start);

        while (open.TryPop(out var state))
        {
            // Every beginning of a pattern's text can be brought to an end.
            if (state.Places.IsZero || seen.Count > MostStates)
            {
                return false;
            }

            if (automaton.TakesAnything(state.Places))
            {
                continue;
            }

            if (state.Position == other._tokens.Length)
            {
                if (!automaton.Accepts(state.Places))
                {
                    return false;
                }

                continue;
            }

            var token = other._tokens[state.Position];

            if (token >= 0)
            {
                Visit(state.Position + 1, automaton.Next(state.Places, token));
                continue;
            }

            if (token == Many)
            {
                Visit(state.Position + 1, state.Places);
            }

            foreach (var character in automaton.Characters)
            {
                Visit(token == Many ? state.Position : state.Position + 1, automaton.Next(state.Places, character));
            }
        }

        return true;

        void Visit(int position, BigInteger places)
        {
            if (seen.Add((position, places)))
            {
                open.Push((position, places));
            }
        }
    }

    /// <summary>Whether some text is one of both.</summary>
    public bool Overlaps(PolicyPattern other)
    {
        var (these, those) = (_tokens, other._tokens);
        var below = new bool[those.Length + 1];

        for (var i = these.Length; i >= 0; i--)
        {
            var row = new bool[those.Length + 1];

            for (var j = those.Length; j >= 0; j--)
            {
                var (isEnd, isOtherEnd) = (i == these.Length, j == those.Length);
                row[j] = (isEnd && isOtherEnd)
                    || (!isEnd && these[i] == Many && (below[j] || (!isOtherEnd && row[j + 1])))
                    || (!isOtherEnd && those[j] == Many && (row[j + 1] || (!isEnd && below[j])))
                    || (!isEnd && !isOtherEnd && (these[i] == One || those[j] == One || these[i] == those[j]) && below[j + 1]);
            }

            below = row;
        }

        return below[0];
    }

    private static int TokenOf(char character) => character switch
    {
        '*' => Many,
        '?' => One,
        _ => character,
    };

    /// <summary>Wildcards in a row come to the same in any order, and one asterisk to the same as several.</summary>
    private static int[] Normalized(List<int> tokens)
    {
        var normal = new List<int>(tokens.Count);
        var isMany = false;

        foreach (var token in tokens)
        {
            if (token == Many)
            {
                isMany = true;
                continue;
            }

            if (isMany && token != One)
            {
                normal.Add(Many);
                isMany = false;
            }

            normal.Add(token);
        }

        if (isMany)
        {
            normal.Add(Many);
        }

        return [.. normal];
    }

    /// <summary>Reads texts by a pattern: the places in it that the text so far may have led to, one bit each.</summary>
    private sealed class Automaton
    {
        private readonly Dictionary<int, BigInteger> _places = [];
        private readonly BigInteger _ones;
        private readonly BigInteger _manys;
        private readonly BigInteger _end;
        private readonly BigInteger _lastMany;

        public Automaton(int[] tokens)
        {
            for (var index = 0; index < tokens.Length; index++)
            {
                var place = BigInteger.One << index;
                switch (tokens[index])
                {
                    case One:
                        _ones |= place;
                        break;
                    case Many:
                        _manys |= place;
                        break;
                    case var character:
                        _places[character] = _places.GetValueOrDefault(character) | place;
                        break;
                }
            }

            _end = BigInteger.One << tokens.Length;
            _lastMany = tokens is [.., Many] ? _end >> 1 : BigInteger.Zero;
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
}
