using System.CommandLine;
using S3Replicator.StartTime;

const int MostRounds = 1000;

var programs = new Argument<FileInfo[]>("PROGRAM")
{
    Description = "Built programs to measure in turn, for example artifacts/bin/S3Replicator/release/s3replicator.",
    Arity = ArgumentArity.OneOrMore,
};
programs.AcceptExistingOnly();
var rounds = new Option<int>("--rounds") { Description = "How often each is started.", HelpName = "N", DefaultValueFactory = _ => 10 };
rounds.Validators.Add(given =>
{
    if (given.GetValueOrDefault<int>() is < 1 or > MostRounds)
    {
        given.AddError($"--rounds takes a number from 1 to {MostRounds}.");
    }
});
var check = new Option<bool>("--check") { Description = "End with 1 where the median of a program is half a second or more." };
var root = new RootCommand(
    "Starts the worker again and again against a local AWS, and measures the time from its start to the first ReceiveMessage that comes in, "
    + "and the processor time that it has spent by then.")
{
    programs, rounds, check,
};
root.SetAction((parsed, cancellationToken) => Comparison.RunAsync(
    parsed.GetRequiredValue(programs), parsed.GetValue(rounds), parsed.GetValue(check), Console.Out, cancellationToken));
return await root.Parse(args).InvokeAsync();
