using System.CommandLine;
using S3Replicator.Core.State;

namespace S3Replicator.Commands;

/// <summary>The argument that names an object.</summary>
internal static class ObjectArgument
{
    public static Argument<string> Create(string description)
    {
        var name = new Argument<string>("OBJECT") { Description = description };
        name.Validators.Add(given =>
        {
            if (given.Tokens.Count > 0 && !ObjectUri.TryParse(given.Tokens[0].Value, out _))
            {
                given.AddError($"'{given.Tokens[0].Value}' does not name an object. It looks like s3://bucket/key or s3://bucket/key?versionId=ID.");
            }
        });
        return name;
    }

    /// <summary>The object; the argument's validator has read it before.</summary>
    public static ObjectName Parse(string text) => ObjectUri.TryParse(text, out var named)
        ? named
        : throw new CommandException(ExitCode.WrongUsage, $"'{text}' does not name an object.", "Write s3://BUCKET/KEY.");
}
