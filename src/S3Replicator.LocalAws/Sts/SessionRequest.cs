namespace S3Replicator.LocalAws.Sts;

/// <summary>What every way of assuming a role asks for.</summary>
/// <param name="RoleArn">The role.</param>
/// <param name="SessionName">2 to 64 characters of <c>[\w+=,.@-]</c>.</param>
/// <param name="DurationSeconds">900 up to what the role allows. 3,600 by default.</param>
/// <param name="Policy">An inline session policy.</param>
internal sealed record SessionRequest(string RoleArn, string SessionName, int DurationSeconds, string? Policy)
{
    private const int LongestSession = 43_200;
    private const int ShortestSession = 900;
    private const int DefaultSession = 3600;
    private const int LongestPolicy = 2048;

    public static SessionRequest Read(Constraints constraints) => new(
        constraints.Required("RoleArn", 20, 2048),
        constraints.Required("RoleSessionName", 2, 64, Constraints.IsNameCharacter, @"[\w+=,.@-]*"),
        constraints.Seconds("DurationSeconds", ShortestSession, LongestSession, DefaultSession),
        constraints.Optional("Policy", 1, LongestPolicy, IsPolicyCharacter, @"[\u0009\u000A\u000D\u0020-\u00FF]+"));

    private static bool IsPolicyCharacter(char c) => c is '\t' or '\n' or '\r' or (>= ' ' and <= '\u00FF');
}
