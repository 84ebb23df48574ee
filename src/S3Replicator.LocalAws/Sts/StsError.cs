namespace S3Replicator.LocalAws.Sts;

/// <summary>An error as STS answers it.</summary>
internal sealed record StsError(int Status, string Code, string Message)
{
    private const int BadRequest = 400;
    private const int Forbidden = 403;
    private const int NotFound = 404;
    private const int NotImplementedStatus = 501;

    public static StsError MissingToken { get; } =
        new(Forbidden, "MissingAuthenticationToken", "Request is missing Authentication Token");

    public static StsError MalformedQuery { get; } =
        new(NotFound, "MalformedQueryString", "Keys may not contain broken escapes, and text must be UTF-8.");

    public static StsError MissingAction { get; } = new(BadRequest, "MissingAction", "The request must contain the parameter Action.");

    public static StsError PackedPolicyTooLarge { get; } =
        new(BadRequest, "PackedPolicyTooLarge", "Serialized token too large for session");

    public static StsError InvalidAction(string action, string version) =>
        new(BadRequest, "InvalidAction", $"Could not find operation {action} for version {version}");

    public static StsError NotImplemented(string what) =>
        new(NotImplementedStatus, "NotImplemented", $"{what} is not provided here.");

    public static StsError AccessDenied(string message) => new(Forbidden, "AccessDenied", message);

    public static StsError Validation(string message) => new(BadRequest, "ValidationError", message);

    public static StsError InvalidParameter(string message) => new(BadRequest, "InvalidParameterValue", message);

    public static StsError MalformedPolicy(string message) => new(BadRequest, "MalformedPolicyDocument", message);

    public static StsError InvalidIdentityToken(string message) => new(BadRequest, "InvalidIdentityToken", message);

    public static StsError ExpiredToken(string message) => new(BadRequest, "ExpiredTokenException", message);
}
