using System.CommandLine;
using S3Replicator.Load;

var rounds = Number("--rounds", "How often both are measured in turn, a quarter of a second each; the median counts.", 20);
var connections = Number("--connections", "How many connections send at once.", 16);
var check = new Option<bool>("--check") { Description = "End with 1 where a ratio falls short of its target." };
var root = new RootCommand(
    "Measures small PUT, GET and CopyObject of the local AWS against a bare Kestrel endpoint that answers the same bytes, in one run. "
    + "Prints requests a second and their ratio, and the same by processor time, client included: the target of the ratio is 0.4 with signatures checked and 0.6 without.")
{
    rounds, connections, check,
};
root.SetAction((parsed, cancellationToken) => LocalAwsLoad.RunAsync(
    new LoadOptions(parsed.GetValue(rounds), parsed.GetValue(connections), parsed.GetValue(check)),
    Console.Out,
    cancellationToken));
return await root.Parse(args).InvokeAsync();

static Option<int> Number(string name, string description, int otherwise)
{
    var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => otherwise };
    option.Validators.Add(given =>
    {
        if (given.GetValueOrDefault<int>() is < 1 or > 1000)
        {
            given.AddError($"{name} takes a number from 1 to 1000.");
        }
    });
    return option;
}
