using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Http;

namespace S3Replicator.LocalAws.S3;

/// <summary>Finds the operation of a request by its method, its target and its sub-resource.</summary>
internal sealed class S3Router
{
    internal enum Scope
    {
        Account,
        Bucket,
        Object,
    }

    /// <summary>Sub-resources of S3 that are refused here, so that nobody takes silence for success.</summary>
    private static readonly FrozenSet<string> Unsupported = FrozenSet.Create(
        StringComparer.Ordinal,
        "abac", "accelerate", "analytics", "annotation", "annotations", "cors", "intelligent-tiering", "inventory",
        "logging", "metadataConfiguration", "metadataInventoryTable", "metadataJournalTable", "metadataTable", "metrics",
        "renameObject", "requestPayment", "select", "session", "torrent", "website", "append");

    private readonly FrozenDictionary<(string Method, Scope Scope, string Resource), S3Operation> _operations;
    private readonly FrozenSet<string> _resources;

    public S3Router(IEnumerable<KeyValuePair<(string Method, Scope Scope, string Resource), S3Operation>> operations)
    {
        _operations = operations.ToFrozenDictionary();
        _resources = _operations.Keys.Select(key => key.Resource).Where(resource => resource.Length > 0).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The names of all operations.</summary>
    public IEnumerable<string> Names => _operations.Values.Select(operation => operation.Name);

    public S3Operation Resolve(HttpRequest request, RequestTarget target, Scope scope)
    {
        var resource = Resource(target);
        if (scope == Scope.Object && HttpMethods.IsPut(request.Method) && request.Headers.ContainsKey(HeaderNames.CopySource))
        {
            resource = resource switch
            {
                "" => "copy",
                "uploadId" => "uploadId+copy",
                _ => resource,
            };
        }

        if (_operations.TryGetValue((request.Method, scope, resource), out var operation))
        {
            return operation;
        }

        throw new AwsErrorException(resource.Length > 0
            ? S3Errors.UnsupportedResource($"{request.Method} ?{resource} on {scope}")
            : S3Errors.MethodNotAllowed(request.Method, scope.ToString().ToUpperInvariant()));
    }

    private string Resource(RequestTarget target)
    {
        var found = "";
        foreach (var parameter in target.Parameters)
        {
            if (Unsupported.Contains(parameter.Name))
            {
                return parameter.Name;
            }

            if (_resources.Contains(parameter.Name) && (found.Length == 0 || string.Equals(parameter.Name, "uploadId", StringComparison.Ordinal)))
            {
                found = parameter.Name;
            }
        }

        return found;
    }
}
