namespace S3Replicator.TestSupport;

/// <summary>Where the build left the program and where the repository is.</summary>
public static class ProgramLocation
{
    /// <summary>A variable that names another program to run the same tests against, for example a published one.</summary>
    public const string OverrideVariable = "S3REPLICATOR_TEST_PROGRAM";

    /// <summary>The s3replicator of the configuration, Release or Debug, that the running tests were built in.</summary>
    public static string Executable => Environment.GetEnvironmentVariable(OverrideVariable) ?? BuiltBesides(AppContext.BaseDirectory);

    /// <summary>The top folder of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    // Every project's output is artifacts/bin/PROJECT/CONFIGURATION.
    private static string BuiltBesides(string testFolder)
    {
        var folder = new DirectoryInfo(Path.TrimEndingDirectorySeparator(testFolder));
        var program = Path.Combine(folder.Parent!.Parent!.FullName, "S3Replicator", folder.Name, OperatingSystem.IsWindows() ? "s3replicator.exe" : "s3replicator");
        return File.Exists(program) ? program : throw new FileNotFoundException($"The program is not built: {program}. Build the solution first.", program);
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "S3Replicator.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No S3Replicator.sln above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
