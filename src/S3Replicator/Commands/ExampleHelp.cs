using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace S3Replicator.Commands;

/// <summary>The usual help, and after it the verb's example.</summary>
internal sealed class ExampleHelp(HelpAction inner) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = inner.Invoke(parseResult);

        if (parseResult.CommandResult.Command is VerbCommand verb)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Example:");
            output.WriteLine($"  {verb.Example}");
            output.WriteLine();
        }

        return exitCode;
    }
}
