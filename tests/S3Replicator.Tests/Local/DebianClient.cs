namespace S3Replicator.Tests.Local;

/// <summary>A client that Debian has as a package.</summary>
public static class DebianClient
{
    /// <summary>Gives the path back, or fails with what to install.</summary>
    public static string Find(string path, string package) => File.Exists(path)
        ? path
        : throw new FileNotFoundException($"{path} is missing. Install Debian's package {package} (apt-get install {package}), or run ./test.sh, which does.", path);
}
