using System.CommandLine;
using System.Globalization;
using S3Replicator.Demo;
using S3Replicator.Hosting;

namespace S3Replicator.Commands;

/// <summary>The whole system on the embedded local AWS.</summary>
internal static class DemoCommand
{
    private const int DefaultObjects = 300;

    public static Command Create()
    {
        var objects = new Option<int>("--objects")
        {
            Description = "How many objects are put.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultObjects,
        };
        objects.Validators.Add(given =>
        {
            if (given.Tokens.Count > 0 && int.TryParse(given.Tokens[0].Value, CultureInfo.InvariantCulture, out var number) && number is < 1 or > 1_000_000)
            {
                given.AddError("--objects takes a number from 1 to 1000000.");
            }
        });
        var once = new Option<bool>("--once") { Description = "End when everything is replicated and checked: with 0 if all replicas are equal, with 1 if not. Otherwise go on until Ctrl+C." };
        var output = OutputFormat.CreateOption();
        var command = new VerbCommand(
            "demo",
            "Show the whole system at work on the embedded local AWS: no account, no network, nothing to set up.",
            "s3replicator demo --once")
        {
            objects, once, output,
        };
        command.SetAction(async (parsed, _) =>
        {
            using var signals = new StopSignals();
            var options = new DemoOptions(
                parsed.GetValue(objects),
                parsed.GetValue(once),
                string.Equals(parsed.GetValue(output), OutputFormat.Json, StringComparison.Ordinal));
            var console = new DemoConsole(Terminal.Create(Console.Out), Terminal.Create(Console.Error, TerminalText.ForStandardError()));
            return await new DemoRun(options, console, TimeProvider.System).ExecuteAsync(signals);
        });
        return command;
    }
}
