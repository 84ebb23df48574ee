using System.Globalization;
using System.Text;

namespace S3Replicator.Core.State;

/// <summary>A right that one worker of a fleet holds at a time; it lapses by itself when the worker dies.</summary>
/// <param name="store">The fleet's state.</param>
/// <param name="name">What the right is to, as one part of a name.</param>
/// <param name="holder">The worker, in this life of it: another process of the same name is another holder.</param>
/// <param name="timeProvider">The clock; those of the fleet must agree to well within a lease's length.</param>
public sealed class StateLease(IStateStore store, string name, string holder, TimeProvider timeProvider)
{
    private readonly string _name = $"leases/{StateNames.Segment(name)}";

    /// <summary>Takes the lease or makes it longer; false while another holds it.</summary>
    public async Task<bool> TryTakeAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var found = await store.GetAsync(_name, cancellationToken);

        if (found is not null && Read(found.Content.Span) is var (other, until) && until > now && !string.Equals(other, holder, StringComparison.Ordinal))
        {
            return false;
        }

        var condition = found is null ? StateCondition.IfAbsent : StateCondition.IfMatch(found.ETag);
        return await store.PutAsync(_name, Write(now + length), condition, cancellationToken) is not null;
    }

    /// <summary>Gives the lease up where it is held, so that another need not wait for it to lapse.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (await store.GetAsync(_name, cancellationToken) is { } found && string.Equals(Read(found.Content.Span).Holder, holder, StringComparison.Ordinal))
        {
            await store.PutAsync(_name, Write(timeProvider.GetUtcNow()), StateCondition.IfMatch(found.ETag), cancellationToken);
        }
    }

    private byte[] Write(DateTimeOffset until) => Encoding.UTF8.GetBytes($"{until.ToString("O", CultureInfo.InvariantCulture)} {holder}");

    /// <summary>Who holds it until when; a text that is no lease is one that has lapsed.</summary>
    private static (string Holder, DateTimeOffset Until) Read(ReadOnlySpan<byte> content)
    {
        var text = Encoding.UTF8.GetString(content);
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && DateTimeOffset.TryParseExact(text.AsSpan(0, space), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)
            ? (text[(space + 1)..], until)
            : (string.Empty, DateTimeOffset.MinValue);
    }
}
