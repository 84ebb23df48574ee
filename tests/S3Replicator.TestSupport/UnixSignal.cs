using System.Globalization;
using System.Runtime.InteropServices;

namespace S3Replicator.TestSupport;

/// <summary>Signals that <see cref="System.Diagnostics.Process"/> cannot send.</summary>
internal static class UnixSignal
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    /// <summary>Whether this process ignores SIGINT, as one started in the background by a script does; children would inherit it.</summary>
    public static bool IsInterruptIgnored { get; } = ReadIsInterruptIgnored();

    public static void Send(int processId, int signal)
    {
        if (Kill(processId, signal) != 0)
        {
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"Signal {signal} to process {processId} failed, errno {Marshal.GetLastPInvokeError()}."));
        }
    }

    private static bool ReadIsInterruptIgnored()
    {
        const string Name = "SigIgn:";
        var line = OperatingSystem.IsLinux()
            ? File.ReadLines("/proc/self/status").FirstOrDefault(text => text.StartsWith(Name, StringComparison.Ordinal))
            : null;
        return line is not null
            && (ulong.Parse(line.AsSpan(Name.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (Interrupt - 1))) != 0;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
