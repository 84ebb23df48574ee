using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace S3Replicator.Hosting.Http.Api;

/// <summary>Answers in JSON.</summary>
internal static class ApiAnswer
{
    public static Task ErrorAsync(HttpContext context, int status, string message) =>
        WriteAsync(context, status, JsonSerializer.SerializeToUtf8Bytes(new ApiError(message), ApiJson.Default.ApiError));

    public static Task WriteAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
