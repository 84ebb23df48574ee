using System.Text.RegularExpressions;
using S3Replicator.TestSupport;
using YamlDotNet.RepresentationModel;

namespace S3Replicator.Tests.Deploy;

/// <summary>The compose file that others include in theirs, read as compose reads it.</summary>
internal static partial class IncludedWorker
{
    public const string File = "deploy/compose/s3replicator.yaml";

    /// <summary>The worker's command with variables put in.</summary>
    public static IReadOnlyList<string> Command(IReadOnlyDictionary<string, string> variables)
    {
        var worker = Root(System.IO.File.ReadAllText(Path.Combine(ProgramLocation.Repository, File)))["services"]["s3replicator"];
        return [.. ((YamlSequenceNode)worker["command"]).Select(argument => Variable().Replace(
            argument.ToString(),
            match => variables.GetValueOrDefault(match.Groups["name"].Value, match.Groups["otherwise"].Value)))];
    }

    /// <summary>The files that a compose file includes.</summary>
    public static IEnumerable<string> IncludesOf(string compose) => ((YamlSequenceNode)Root(compose)["include"]).Select(node => node.ToString());

    private static YamlNode Root(string yaml)
    {
        using var reader = new StringReader(yaml);
        var stream = new YamlStream();
        stream.Load(reader);
        return stream.Documents.ShouldHaveSingleItem().RootNode;
    }

    [GeneratedRegex("\\$\\{(?<name>\\w+):-(?<otherwise>[^}]*)\\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();
}
