using S3Replicator.Core.Rules.Documents;
using S3Replicator.Core.Rules.Members;

namespace S3Replicator.Core.Rules;

/// <summary>The JSON Schema (draft 2020-12) of rule documents, for editors; made of the description that the program itself reads documents by.</summary>
public static class RuleSchema
{
    /// <summary>The schema as JSON text that ends with a line break.</summary>
    public static string Write() => DocumentJson.Write(new SchemaTree().Build(), indented: true) + "\n";
}
