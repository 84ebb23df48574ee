using Microsoft.Extensions.Options;
using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Copying;

/// <summary>Refuses settings of copies that make no sense.</summary>
public sealed class CopyOptionsValidator : IValidateOptions<CopyOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, CopyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var result = new ValidateOptionsResultBuilder();
        Check(result, nameof(options.LandWithin), options.LandWithin, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Check(result, nameof(options.PartSize), options.PartSize, PartLayout.SmallestPart, PartLayout.LargestPart);
        Check(result, nameof(options.PartsAtOnce), options.PartsAtOnce, 1, 1_000);
        Check(result, nameof(options.ProgressEvery), options.ProgressEvery, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Check(result, nameof(options.ClaimLength), options.ClaimLength, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Check(result, nameof(options.AbandonedAfter), options.AbandonedAfter, TimeSpan.FromSeconds(1), TimeSpan.FromDays(365));
        Check(result, nameof(options.SweepEvery), options.SweepEvery, TimeSpan.Zero, TimeSpan.FromDays(7));
        return result.Build();
    }

    private static void Check<T>(ValidateOptionsResultBuilder result, string option, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            result.AddError($"{option} ({value}) must be from {least} to {most}.");
        }
    }
}
