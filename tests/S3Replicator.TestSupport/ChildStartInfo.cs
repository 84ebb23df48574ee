using System.Diagnostics;

namespace S3Replicator.TestSupport;

/// <summary>How a child process is set up so that it sees nothing of whoever runs the tests.</summary>
internal static class ChildStartInfo
{
    private static readonly string[] VariablesNotPassedOn =
        ["AWS_", "OTEL_", "S3Replicator__", "S3REPLICATOR_", "ASPNETCORE_", "DOTNET_ENVIRONMENT"];

    public static ProcessStartInfo From(ProgramStart start)
    {
        var info = new ProcessStartInfo(start.FileName)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = start.WorkingDirectory,
        };
        if (UnixSignal.IsInterruptIgnored)
        {
            info.FileName = "/usr/bin/env";
            info.ArgumentList.Add("--default-signal=INT");
            info.ArgumentList.Add(start.FileName);
        }

        foreach (var argument in start.Arguments)
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var name in info.Environment.Keys.Where(IsNotPassedOn).ToList())
        {
            info.Environment.Remove(name);
        }

        // No child may find the credentials of whoever runs the tests.
        info.Environment["AWS_CONFIG_FILE"] = "/dev/null";
        info.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        info.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        foreach (var (name, value) in start.Environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }

    private static bool IsNotPassedOn(string name) =>
        VariablesNotPassedOn.Any(beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));
}
