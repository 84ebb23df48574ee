using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using S3Replicator.Commands.Reports;

namespace S3Replicator.Commands;

/// <summary>The program's verbs, and how each way of ending becomes an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var result = CreateRoot().Parse(args);

        if (result.Action is ParseErrorAction)
        {
            return WrongUsage(result);
        }

        try
        {
            return await result.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (CommandException failure)
        {
            await Console.Error.WriteLineAsync(failure.Mend is null ? failure.Message : $"{failure.Message} {failure.Mend}");
            return failure.ExitCode;
        }
    }

    private static RootCommand CreateRoot()
    {
        var root = new RootCommand("S3 Replication that you run yourself.")
        {
            RunCommand.Create(),
            DemoCommand.Create(),
            LocalCommand.Create(),
            RulesCommand.Create(),
            FailuresCommand.Create(),
            StatusCommand.Create(),
            DoctorCommand.Create(),
            ReportCommand.Create(),
            IamCommand.Create(),
            HealthCommand.Create(),
        };

        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExampleHelp((HelpAction)help.Action!);
        return root;
    }

    private static int WrongUsage(ParseResult result)
    {
        foreach (var error in result.Errors)
        {
            Console.Error.WriteLine(error.Message);
        }

        var path = string.Join(' ', PathOf(result.CommandResult.Command).Reverse());
        Console.Error.WriteLine($"Try: {path} --help");
        return ExitCode.WrongUsage;
    }

    private static IEnumerable<string> PathOf(Command command)
    {
        for (Symbol? symbol = command; symbol is not null; symbol = symbol.Parents.FirstOrDefault())
        {
            yield return symbol is RootCommand ? "s3replicator" : symbol.Name;
        }
    }
}
