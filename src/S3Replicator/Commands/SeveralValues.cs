using System.CommandLine;

namespace S3Replicator.Commands;

/// <summary>Options that take several values after one name.</summary>
internal static class SeveralValues
{
    public static Option<string[]> CreateOption(string name, string description)
    {
        var option = new Option<string[]>(name) { Description = description, AllowMultipleArgumentsPerToken = true };
        option.Validators.Add(given =>
        {
            // The parser takes a mistyped option for one more value.
            foreach (var token in given.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal)))
            {
                given.AddError($"Unrecognized option '{token.Value}'.");
            }
        });
        return option;
    }
}
