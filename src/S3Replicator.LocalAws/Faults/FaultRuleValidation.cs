namespace S3Replicator.LocalAws.Faults;

/// <summary>Whether a fault rule makes sense.</summary>
internal static class FaultRuleValidation
{
    private const int FirstErrorStatus = 300;
    private const int LastStatus = 599;

    /// <summary>What is wrong, in the terms of the JSON form; null where nothing is.</summary>
    public static string? Check(FaultRule rule) => Choice(rule) ?? Extent(rule) ?? Effect(rule);

    private static string? Choice(FaultRule rule) => rule switch
    {
        { Service: { } service } when !(service.Contains('*', StringComparison.Ordinal) || service is "s3" or "sqs" or "sts" or "iam") =>
            $"\"service\" is s3, sqs, sts or iam, not {service}.",
        { Operation: "" } or { Bucket: "" } or { Key: "" } or { Role: "" } => "An empty pattern chooses nothing; leave the member out to choose all.",
        _ => null,
    };

    private static string? Extent(FaultRule rule) => rule switch
    {
        { Skip: < 0 } => "\"skip\" is 0 or more.",
        { Every: < 1 } => "\"every\" is 1 or more.",
        { First: < 1 } => "\"first\" is 1 or more.",
        { Probability: not (null or (>= 0 and <= 1)) } => "\"probability\" is a number from 0 to 1.",
        _ => null,
    };

    private static string? Effect(FaultRule rule) => rule switch
    {
        { Effect: not (FaultEffect.Error or FaultEffect.ErrorInBody or FaultEffect.Latency or FaultEffect.Throttle or FaultEffect.Reset or FaultEffect.Truncate) } =>
            "\"effect\" is none that is known.",
        { Effect: FaultEffect.Latency, LatencyMilliseconds: < 1 } => "\"latencyMilliseconds\" is 1 or more for a latency.",
        { LatencyMilliseconds: < 0 } => "\"latencyMilliseconds\" is 0 or more.",
        { Effect: FaultEffect.Throttle, PerSecond: < 1 } => "\"perSecond\" is 1 or more for a throttle.",
        { KeepBytes: < 0 } => "\"keepBytes\" is 0 or more.",
        { AfterEffect: true, Effect: FaultEffect.Latency or FaultEffect.Throttle or FaultEffect.Truncate } =>
            "\"afterEffect\" goes with an error or a reset.",
        { Status: < FirstErrorStatus or > LastStatus } => "\"status\" is a status of an error, 300 to 599.",
        { Code: "" } => "\"code\" is not empty.",
        { Code: { } code, Status: null } when FaultErrors.StatusOf(code) is null => $"\"status\" is needed, {code} is no well-known code.",
        _ => null,
    };
}
