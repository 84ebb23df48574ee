using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace S3Replicator.Aws.S3;

/// <summary>
/// Sends keys that begin with a slash as they were signed. With the bucket in the path the SDK signs <c>/bucket//key</c> and sends
/// <c>/bucket/key</c>: where signatures are checked that is refused, and elsewhere it means another object. Stands behind the signer.
/// </summary>
internal sealed class SlashedKeyHandler : PipelineHandler
{
    private const string Key = "{Key+}";

    public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var request = executionContext.RequestContext.Request;
        return request.PathResources.TryGetValue(Key, out var key) && key.StartsWith('/') && !request.Endpoint.AbsoluteUri.EndsWith('/')
            ? SendAsync<T>(executionContext, request)
            : base.InvokeAsync<T>(executionContext);
    }

    private async Task<T> SendAsync<T>(IExecutionContext executionContext, IRequest request)
        where T : AmazonWebServiceResponse, new()
    {
        var signedFor = request.Endpoint;
        request.Endpoint = new Uri(signedFor.AbsoluteUri + "/");
        try
        {
            return await base.InvokeAsync<T>(executionContext);
        }
        finally
        {
            // A retry signs the request anew.
            request.Endpoint = signedFor;
        }
    }
}
