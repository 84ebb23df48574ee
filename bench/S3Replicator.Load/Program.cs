using System.CommandLine;
using S3Replicator.Load;

var rounds = Number("--rounds", "How often both are measured in turn, a quarter of a second each; the median counts.", 20, 1000);
var connections = Number("--connections", "How many connections send at once.", 16, 1000);
var scenarios = new Option<string[]>("--scenario") { Description = "Only this one; may be given several times.", HelpName = "NAME" };
scenarios.AcceptOnlyFromAmong([.. Scenario.All.Select(scenario => scenario.Name)]);
var check = new Option<bool>("--check") { Description = "End with 1 where a ratio falls short of its target." };
var open = Number("--connections", "How many connections stay open.", 2000, 20_000);
var idle = new Command("idle", "Measures the memory of connections that stay open after a request, of the local AWS and of a bare Kestrel endpoint.") { open };
idle.SetAction((parsed, cancellationToken) => IdleConnections.RunAsync(parsed.GetValue(open), Console.Out, cancellationToken));
var root = new RootCommand(
    "Measures small PUT, GET and CopyObject of the local AWS against a bare Kestrel endpoint that answers the same bytes, in one run. "
    + "Prints requests a second, the median of their ratios, the ratio of the best slices of each, which other work on the machine disturbs least, "
    + "and the ratio by processor time, client included: the target is 0.4 with signatures checked and 0.6 without.")
{
    rounds, connections, scenarios, check, idle,
};
root.SetAction((parsed, cancellationToken) => LocalAwsLoad.RunAsync(
    new LoadOptions(parsed.GetValue(rounds), parsed.GetValue(connections), parsed.GetValue(scenarios) ?? [], parsed.GetValue(check)),
    Console.Out,
    cancellationToken));
return await root.Parse(args).InvokeAsync();

static Option<int> Number(string name, string description, int otherwise, int most)
{
    var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => otherwise };
    option.Validators.Add(given =>
    {
        if (given.GetValueOrDefault<int>() is var number && (number < 1 || number > most))
        {
            given.AddError($"{name} takes a number from 1 to {most}.");
        }
    });
    return option;
}
