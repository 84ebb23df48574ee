namespace S3Replicator.LocalAws.Seeding;

/// <summary>Account ids in a seed file.</summary>
internal static class SeedAccounts
{
    private const int Digits = 12;

    public static string Read(string? accountId, string ownAccount) => accountId switch
    {
        null => ownAccount,
        { Length: Digits } when accountId.All(char.IsAsciiDigit) => accountId,
        _ => throw new FormatException($"An account id has 12 digits, \"{accountId}\" has not."),
    };
}
