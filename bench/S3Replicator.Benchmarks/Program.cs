using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using S3Replicator.Benchmarks;

// With --test every benchmark runs once, which shows that it works and measures nothing.
if (args is ["--memory"])
{
    await TrackerMemory.RunAsync(Console.Out);
    return;
}

var isTest = args.Contains("--test", StringComparer.Ordinal);
var config = isTest ? DefaultConfig.Instance.AddJob(Job.Dry) : DefaultConfig.Instance;
string[] rest = [.. args.Where(arg => arg is not "--test"), .. isTest && args.Length == 1 ? ["--filter", "*"] : Array.Empty<string>()];
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest, config);
