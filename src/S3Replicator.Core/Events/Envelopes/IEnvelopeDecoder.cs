namespace S3Replicator.Core.Events.Envelopes;

/// <summary>Reads one form of message body.</summary>
internal interface IEnvelopeDecoder
{
    /// <summary>Whether a body with this outline is of the decoder's form.</summary>
    bool CanDecode(in BodyOutline outline);

    /// <summary>Decodes the body's records; throws only <see cref="System.Text.Json.JsonException"/>, for what is not JSON.</summary>
    /// <param name="body">The body, valid UTF-8.</param>
    /// <param name="insideSns">Whether SNS carried the body.</param>
    /// <param name="records">Where records are added.</param>
    void Decode(ReadOnlySpan<byte> body, bool insideSns, IList<DecodedRecord> records);
}
