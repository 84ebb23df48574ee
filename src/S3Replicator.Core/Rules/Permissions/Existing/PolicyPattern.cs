using System.Numerics;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>A text with IAM's wildcards, <c>*</c> and <c>?</c>, and what it has in common with others; pure.</summary>
internal sealed class PolicyPattern
{
    /// <summary>The token of <c>?</c>; other tokens are characters.</summary>
    internal const int One = -1;

    /// <summary>The token of <c>*</c>.</summary>
    internal const int Many = -2;

    // Only patterns made to be difficult need more; of those none is said to include another.
    private const int MostStates = 20_000;

    private readonly int[] _tokens;
    private PatternAutomaton? _automaton;

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
        if (_tokens.AsSpan().SequenceEqual(other._tokens))
        {
            return true;
        }

        var automaton = _automaton ??= new(_tokens);
        HashSet<(int Position, BigInteger Places)> seen = [(0, automaton.Start)];
        var open = new Stack<(int Position, BigInteger Places)>(seen);

        while (open.TryPop(out var state))
        {
            if (automaton.TakesAnything(state.Places))
            {
                continue;
            }

            // Every beginning of a pattern's text can be brought to an end, so that one without a place here is enough.
            if (state.Places.IsZero
                || seen.Count > MostStates
                || (state.Position == other._tokens.Length && !automaton.Accepts(state.Places)))
            {
                return false;
            }

            foreach (var next in Following(state, other._tokens, automaton).Where(seen.Add))
            {
                open.Push(next);
            }
        }

        return true;
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

    /// <summary>What comes after one more character, or after none where an asterisk ends.</summary>
    private static IEnumerable<(int Position, BigInteger Places)> Following(
        (int Position, BigInteger Places) state, int[] tokens, PatternAutomaton automaton)
    {
        if (state.Position == tokens.Length)
        {
            return [];
        }

        var (token, after) = (tokens[state.Position], state.Position + 1);
        return token switch
        {
            One => automaton.Characters.Select(character => (after, automaton.Next(state.Places, character))),
            Many => automaton.Characters.Select(character => (state.Position, automaton.Next(state.Places, character))).Prepend((after, state.Places)),
            _ => [(after, automaton.Next(state.Places, token))],
        };
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
}
