using System.Globalization;
using System.Text.Json;

namespace S3Replicator.LocalAws.Sts;

/// <summary>The claims of an OpenID Connect token. Its signature is not verified: no provider's keys are at hand.</summary>
/// <param name="Issuer">Without its scheme, as condition keys and provider ARNs have it.</param>
/// <param name="Subject">Who the token is for.</param>
/// <param name="Audiences">Whom the token is for.</param>
internal sealed record WebIdentityToken(string Issuer, string Subject, IReadOnlyList<string> Audiences)
{
    private const string Scheme = "https://";

    public static WebIdentityToken Read(string token, DateTimeOffset now)
    {
        if (token.Split('.') is not [_, var payload, _] || Decode(payload) is not { } bytes)
        {
            throw NotJwt();
        }

        try
        {
            using var json = JsonDocument.Parse(bytes);
            return json.RootElement.ValueKind == JsonValueKind.Object ? Read(json.RootElement, now) : throw NotJwt();
        }
        catch (JsonException)
        {
            throw NotJwt();
        }
    }

    private static WebIdentityToken Read(JsonElement claims, DateTimeOffset now)
    {
        var issuer = Claim(claims, "iss");
        var subject = Claim(claims, "sub");
        var audiences = ReadAudiences(claims);
        if (!claims.TryGetProperty("exp", out var exp) || exp.ValueKind != JsonValueKind.Number || !exp.TryGetDouble(out var expires))
        {
            throw Missing("exp");
        }

        if (expires <= now.ToUnixTimeSeconds())
        {
            throw new StsErrorException(StsError.ExpiredToken(string.Create(
                CultureInfo.InvariantCulture,
                $"Token expired: current date/time {now.ToUnixTimeSeconds()} must be before the expiration date/time {expires}")));
        }

        return new WebIdentityToken(
            issuer.StartsWith(Scheme, StringComparison.Ordinal) ? issuer[Scheme.Length..].TrimEnd('/') : issuer, subject, audiences);
    }

    private static List<string> ReadAudiences(JsonElement claims)
    {
        if (!claims.TryGetProperty("aud", out var aud))
        {
            throw Missing("aud");
        }

        return aud.ValueKind switch
        {
            JsonValueKind.String => [aud.GetString()!],
            JsonValueKind.Array => [.. aud.EnumerateArray().Where(a => a.ValueKind == JsonValueKind.String).Select(a => a.GetString()!)],
            _ => throw Missing("aud"),
        };
    }

    private static string Claim(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw Missing(name);

    private static byte[]? Decode(string base64Url)
    {
        try
        {
            return System.Buffers.Text.Base64Url.DecodeFromChars(base64Url);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static StsErrorException NotJwt() => new(StsError.InvalidIdentityToken(
        "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"));

    private static StsErrorException Missing(string claim) =>
        new(StsError.InvalidIdentityToken($"Missing a required claim: {claim}"));
}
