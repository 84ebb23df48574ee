using Microsoft.AspNetCore.Http;

namespace S3Replicator.LocalAws.Control;

/// <summary>Answers what is sent to one part of the control plane.</summary>
/// <param name="request">The request.</param>
/// <param name="rest">The path behind the part's name, with its slash.</param>
/// <param name="cancellationToken">Set when the client has gone.</param>
internal delegate ValueTask<ControlAnswer> ControlHandler(HttpRequest request, string rest, CancellationToken cancellationToken);
