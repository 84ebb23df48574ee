using System.Diagnostics;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.TestSupport;

public sealed class ProgramProcessTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Starts_the_program_that_was_built_with_the_tests()
    {
        var result = await ProgramProcess.RunAsync(["--help"], Bound, Token);

        (result.StandardOutput + result.StandardError).ShouldContain("s3replicator");
    }

    [Fact]
    public async Task Passes_arguments_variables_and_input_and_gives_both_streams_and_the_exit_code()
    {
        var start = Shell("read line; echo \"$1|$COLOUR|$line\"; echo bad >&2; exit 7", "a b") with
        {
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["COLOUR"] = "blue" },
            StandardInput = "hello\n",
        };

        var result = await ProgramProcess.RunAsync(start, Bound, Token);

        result.ShouldBe(new ProgramResult(7, "a b|blue|hello\n", "bad\n"));
    }

    [Fact]
    public async Task Does_not_stop_at_a_program_that_neither_reads_its_input_nor_fits_its_output_into_a_pipe()
    {
        var start = Shell("head -c 1000000 /dev/zero | tr '\\0' x; head -c 1000000 /dev/zero | tr '\\0' y >&2") with
        {
            StandardInput = new string('z', 1_000_000),
        };

        var result = await ProgramProcess.RunAsync(start, Bound, Token);

        result.StandardOutput.ShouldBe(new string('x', 1_000_000));
        result.StandardError.Length.ShouldBe(1_000_000);
    }

    [Fact]
    public async Task Gives_a_line_as_soon_as_it_has_come_whole()
    {
        await using var program = ProgramProcess.Start(Shell("echo starting; echo '{\"ready\":1}'; exec sleep 600"));

        var line = await program.OutputLineAsync(text => text.StartsWith('{'), Bound, Token);

        line.ShouldBe("{\"ready\":1}");
        program.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task Says_what_the_program_wrote_when_it_ends_without_the_line()
    {
        await using var program = ProgramProcess.Start(Shell("echo no such queue >&2; exit 3"));

        var exception = await Should.ThrowAsync<InvalidOperationException>(() => program.OutputLineAsync(_ => true, Bound, Token));

        exception.Message.ShouldContain("no such queue");
    }

    [Fact]
    public async Task Lets_the_program_answer_SIGTERM()
    {
        await using var program = ProgramProcess.Start(Shell("trap 'echo bye; exit 5' TERM; echo ready; while :; do sleep 0.1; done"));
        await program.OutputLineAsync(line => line is "ready", Bound, Token);

        program.Terminate();

        (await program.WaitForExitAsync(Bound, Token)).ExitCode.ShouldBe(5);
        program.StandardOutput.ShouldContain("bye");
    }

    [Fact]
    public async Task Lets_the_program_answer_SIGINT()
    {
        await using var program = ProgramProcess.Start(Shell("trap 'exit 130' INT; echo ready; while :; do sleep 0.1; done"));
        await program.OutputLineAsync(line => line is "ready", Bound, Token);

        program.Interrupt();

        (await program.WaitForExitAsync(Bound, Token)).ExitCode.ShouldBe(130);
    }

    [Fact]
    public async Task Tells_by_the_exit_code_that_a_signal_ended_the_program()
    {
        await using var program = ProgramProcess.Start(Shell("echo ready; exec sleep 600"));
        await program.OutputLineAsync(line => line is "ready", Bound, Token);

        program.Kill();

        (await program.WaitForExitAsync(Bound, Token)).ExitCode.ShouldBe(128 + 9);
    }

    [Fact]
    public async Task Kills_a_program_that_does_not_end_in_time()
    {
        await using var program = ProgramProcess.Start(Shell("echo stuck; exec sleep 600"));

        var exception = await Should.ThrowAsync<TimeoutException>(() => program.WaitForExitAsync(TimeSpan.FromMilliseconds(500), Token));

        exception.Message.ShouldContain("stuck");
        await Poll.UntilAsync(() => program.HasExited, Bound, Token);
    }

    [Fact]
    public async Task Leaves_nothing_running_once_disposed_of()
    {
        var program = ProgramProcess.Start(Shell("sleep 600 & echo $!; wait"));
        var child = int.Parse(await program.OutputLineAsync(_ => true, Bound, Token), System.Globalization.CultureInfo.InvariantCulture);

        await program.DisposeAsync();

        await Poll.UntilAsync(() => !IsRunning(child), Bound, Token);
    }

    [Fact]
    public async Task Passes_on_none_of_the_callers_AWS_settings()
    {
        Environment.SetEnvironmentVariable("AWS_PROFILE", "production");

        var result = await ProgramProcess.RunAsync(Shell("env"), Bound, Token);

        result.StandardOutput.ShouldNotContain("production");
        result.StandardOutput.ShouldContain("AWS_SHARED_CREDENTIALS_FILE=/dev/null");
    }

    private static ProgramStart Shell(string script, params string[] arguments) =>
        new(["-c", script, "sh", .. arguments]) { FileName = "/bin/sh" };

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
