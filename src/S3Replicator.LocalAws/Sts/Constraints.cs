using System.Globalization;
using S3Replicator.LocalAws.Query;

namespace S3Replicator.LocalAws.Sts;

/// <summary>Checks parameters against the service model and gathers what is wrong into one error, as STS does.</summary>
internal sealed class Constraints(QueryForm form)
{
    private readonly List<string> _faults = [];

    public string Required(string name, int least, int most, Func<char, bool>? isAllowed = null, string? pattern = null)
    {
        if (form[name] is not { } value)
        {
            Fault("null", name, "Member must not be null");
            return string.Empty;
        }

        return Check(name, value, least, most, isAllowed, pattern);
    }

    public string? Optional(string name, int least, int most, Func<char, bool>? isAllowed = null, string? pattern = null) =>
        form[name] is { } value ? Check(name, value, least, most, isAllowed, pattern) : null;

    public int Seconds(string name, int least, int most, int otherwise)
    {
        if (form[name] is not { Length: > 0 } text)
        {
            return otherwise;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw new StsErrorException(new StsError(400, "MalformedInput", $"{name} is not an integer"));
        }

        if (number < least)
        {
            Fault($"'{text}'", name, string.Create(CultureInfo.InvariantCulture, $"Member must have value greater than or equal to {least}"));
        }
        else if (number > most)
        {
            Fault($"'{text}'", name, string.Create(CultureInfo.InvariantCulture, $"Member must have value less than or equal to {most}"));
        }

        return number;
    }

    /// <exception cref="StsErrorException">Something was wrong.</exception>
    public void ThrowIfFaulty()
    {
        if (_faults.Count > 0)
        {
            var errors = _faults.Count == 1 ? "error" : "errors";
            throw new StsErrorException(StsError.Validation(string.Create(
                CultureInfo.InvariantCulture, $"{_faults.Count} validation {errors} detected: {string.Join("; ", _faults)}")));
        }
    }

    /// <summary>A session name, source identity and the like.</summary>
    public static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '+' or '=' or ',' or '.' or '@' or '-';

    private string Check(string name, string value, int least, int most, Func<char, bool>? isAllowed, string? pattern)
    {
        if (isAllowed is not null && !value.All(isAllowed))
        {
            Fault($"'{value}'", name, $"Member must satisfy regular expression pattern: {pattern}");
        }

        if (value.Length < least)
        {
            Fault($"'{value}'", name, string.Create(CultureInfo.InvariantCulture, $"Member must have length greater than or equal to {least}"));
        }
        else if (value.Length > most)
        {
            Fault($"'{value}'", name, string.Create(CultureInfo.InvariantCulture, $"Member must have length less than or equal to {most}"));
        }

        return value;
    }

    private void Fault(string value, string name, string constraint) =>
        _faults.Add($"Value {value} at '{char.ToLowerInvariant(name[0])}{name[1..]}' failed to satisfy constraint: {constraint}");
}
