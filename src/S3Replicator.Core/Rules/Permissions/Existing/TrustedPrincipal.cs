namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>The worker, as trust policies name it.</summary>
/// <param name="Arn">Its ARN; that of a whole account where it is not known.</param>
/// <param name="IsKnown">Whether it is known; otherwise it is somebody in that account.</param>
internal sealed record TrustedPrincipal(string Arn, bool IsKnown)
{
    private const string Kind = "AWS";

    private string Account => AccountOf(Arn);

    public static string Text(ExistingStatement statement) => string.Join(", ", statement.Principals.SelectMany(principal => principal.Values));

    /// <summary>Whether it is surely among those whom the statement is about.</summary>
    public bool IsTrustedBy(ExistingStatement statement) => statement.Principals.Any(principal =>
        principal.Type is Kind && principal.Values.Any(value => value is "*" || Is(Kind, value)));

    /// <summary>Whether it may be among them.</summary>
    public bool IsTouchedBy(ExistingStatement statement) => IsTrustedBy(statement)
        || (!IsKnown && statement.Principals.Any(principal => principal.Type is Kind
            && principal.Values.Any(value => string.Equals(AccountOf(value), Account, StringComparison.Ordinal))));

    /// <summary>Whether a principal is the worker, or its account, which then says in its own policies who.</summary>
    public bool Is(string kind, string value) => kind is Kind
        && (string.Equals(value, Arn, StringComparison.Ordinal)
            || ((value.EndsWith(":root", StringComparison.Ordinal) || !value.Contains(':', StringComparison.Ordinal))
                && Account.Length > 0
                && string.Equals(AccountOf(value), Account, StringComparison.Ordinal)));

    private static string AccountOf(string value) => value.Split(':') switch
    {
        [var account] => account,
        [_, _, _, _, var account, ..] => account,
        _ => string.Empty,
    };
}
