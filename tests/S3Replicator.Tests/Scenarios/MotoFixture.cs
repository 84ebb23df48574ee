using System.ComponentModel;
using System.Text.RegularExpressions;
using S3Replicator.Tests.Local;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Scenarios;

/// <summary>moto's server, where it is installed.</summary>
public sealed partial class MotoFixture : ScenarioFixture
{
    private ProgramProcess? _server;

    public override ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task<ScenarioEndpoint?> StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _server = ProgramProcess.Start(new ProgramStart("-H", "127.0.0.1", "-p", "0") { FileName = "moto_server" });
        }
        catch (Win32Exception)
        {
            Hindrance = "There is no moto_server on the PATH, so moto did not judge this.";
            return null;
        }

        try
        {
            var line = await _server.ErrorLineAsync(line => Address().IsMatch(line), LocalProgram.Bound, cancellationToken);
            return ScenarioEndpoint.OnThisMachine(Address().Match(line).Value);
        }
        catch (InvalidOperationException exception)
        {
            Hindrance = $"moto_server does not start, so moto did not judge this: {exception.Message}";
            return null;
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
