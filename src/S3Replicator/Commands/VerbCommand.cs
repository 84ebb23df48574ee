using System.CommandLine;

namespace S3Replicator.Commands;

/// <summary>A verb of the program; its help ends with an example.</summary>
internal sealed class VerbCommand(string name, string description, string example) : Command(name, description)
{
    public string Example { get; } = example;
}
