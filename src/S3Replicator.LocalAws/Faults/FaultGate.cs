using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.Identity;

namespace S3Replicator.LocalAws.Faults;

/// <summary>Stands before the operations and lets a request through as the rules in force have it.</summary>
internal sealed class FaultGate(FaultInjection faults, CredentialRegistry credentials, TimeProvider clock)
{
    /// <summary>Whether no rule is in force.</summary>
    public bool IsOpen => faults.IsEmpty;

    public ValueTask RunAsync(Exchange exchange, Principal? caller, Func<ValueTask> operation)
    {
        var role = caller is null ? null : credentials.FindSession(caller.AccessKeyId)?.Role.Name;
        var choice = faults.Choose(new FaultTarget(exchange.Service, exchange.Operation, exchange.Bucket, exchange.Key, role));
        return choice.IsNothing ? operation() : RunAsync(exchange, choice, operation);
    }

    private async ValueTask RunAsync(Exchange exchange, FaultChoice choice, Func<ValueTask> operation)
    {
        if (choice.Latency > TimeSpan.Zero)
        {
            await Task.Delay(choice.Latency, clock, exchange.Http.RequestAborted);
        }

        switch (choice.Rule?.Effect)
        {
            case null or FaultEffect.Latency:
                await operation();
                return;
            case FaultEffect.Truncate:
                await TruncateAsync(exchange.Http, choice.Rule.KeepBytes, operation);
                return;
            case FaultEffect.Error or FaultEffect.ErrorInBody or FaultEffect.Throttle or FaultEffect.Reset:
            default:
                await FailAsync(exchange, choice.Rule, operation);
                return;
        }
    }

    private static async ValueTask FailAsync(Exchange exchange, FaultRule rule, Func<ValueTask> operation)
    {
        if (rule.AfterEffect)
        {
            await RunUnheardAsync(exchange.Http, operation);
        }

        if (rule.Effect == FaultEffect.Reset)
        {
            exchange.Reset();
            return;
        }

        var error = FaultErrors.Of(rule, exchange.Service) with { IsInjected = true };
        throw new AwsErrorException(rule.Effect == FaultEffect.ErrorInBody ? error with { Status = StatusCodes.Status200OK } : error);
    }

    /// <summary>Carries the operation out, and forgets what it answered.</summary>
    private static async ValueTask RunUnheardAsync(HttpContext http, Func<ValueTask> operation)
    {
        var body = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var date = http.Response.Headers.Date;
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null, body));
        try
        {
            await operation();
        }
        catch (AwsErrorException)
        {
            // An answer like any other, and as unheard.
        }
        finally
        {
            http.Features.Set(body);
            http.Response.Headers.Clear();
            http.Response.Headers.Date = date;
        }
    }

    private static async ValueTask TruncateAsync(HttpContext http, long? keepBytes, Func<ValueTask> operation)
    {
        var body = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        await using var truncated = new TruncatedStream(body.Stream, () => keepBytes ?? ((http.Response.ContentLength ?? 0) / 2));
        var feature = new StreamResponseBodyFeature(truncated, body);
        http.Features.Set<IHttpResponseBodyFeature>(feature);
        try
        {
            await operation();
            await feature.CompleteAsync();
        }
        finally
        {
            http.Features.Set(body);
        }
    }
}
