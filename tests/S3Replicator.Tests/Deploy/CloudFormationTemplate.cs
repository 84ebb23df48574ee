using S3Replicator.TestSupport;
using YamlDotNet.RepresentationModel;

namespace S3Replicator.Tests.Deploy;

/// <summary>A CloudFormation template of the repository.</summary>
internal sealed class CloudFormationTemplate
{
    private readonly YamlMappingNode _root;

    private CloudFormationTemplate(string path, YamlMappingNode root)
    {
        Path = path;
        _root = root;
    }

    /// <summary>Where it is, relative to the top of the repository.</summary>
    public string Path { get; }

    public IReadOnlyDictionary<string, YamlMappingNode> Parameters => Section("Parameters");

    public IReadOnlyDictionary<string, YamlMappingNode> Resources => Section("Resources");

    public IReadOnlyDictionary<string, YamlMappingNode> Outputs => Section("Outputs");

    public IEnumerable<KeyValuePair<string, YamlMappingNode>> Alarms =>
        Resources.Where(resource => resource.Value["Type"].ToString() is "AWS::CloudWatch::Alarm");

    public static CloudFormationTemplate Open(string path)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(System.IO.Path.Combine(ProgramLocation.Repository, path));
        stream.Load(reader);
        return new(path, (YamlMappingNode)stream.Documents[0].RootNode);
    }

    private Dictionary<string, YamlMappingNode> Section(string name) => _root.Children.TryGetValue(name, out var section)
        ? ((YamlMappingNode)section).Children.ToDictionary(entry => entry.Key.ToString(), entry => (YamlMappingNode)entry.Value, StringComparer.Ordinal)
        : [];
}
