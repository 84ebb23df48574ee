using System.Text.Json.Serialization;

namespace S3Replicator.LocalAws.Faults;

/// <summary>What a fault does to a request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultEffect>))]
public enum FaultEffect
{
    /// <summary>An error answer in the shape of the request's service.</summary>
    Error,

    /// <summary>Status 200 with an error document, as S3 answers CopyObject, UploadPartCopy and CompleteMultipartUpload when they fail late; chooses none but these.</summary>
    ErrorInBody,

    /// <summary>The answer comes late; it goes together with the other effects.</summary>
    Latency,

    /// <summary>The service's throttling error for requests above a rate.</summary>
    Throttle,

    /// <summary>The connection is reset and nothing is answered.</summary>
    Reset,

    /// <summary>The answer promises its full length and ends before it.</summary>
    Truncate,
}
