using Amazon.Runtime;

namespace S3Replicator.Doctor;

/// <summary>What AWS answered: a value, or the error's status, code and message.</summary>
internal sealed record Answer<T>(T? Value, int Status, string Code, string Message)
    where T : class
{
    /// <summary>Whether policies say no; a status alone does not tell, since S3 also refuses skewed clocks and archived objects with 403.</summary>
    public bool IsRefused => Code is "AccessDenied" or "AccessDeniedException" || (Status == 403 && Code is ("" or "Forbidden"));

    public bool IsMissing => Status == 404;

    /// <summary>Whether nobody answered.</summary>
    public bool IsUnreachable => Status == 0;

    /// <summary>The code with the message.</summary>
    public string Text => Code.Length == 0 ? Message : $"{Code}: {Message}";
}

/// <summary>Asks, and takes errors for answers.</summary>
internal static class Answer
{
    public static async Task<Answer<T>> OfAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return new(await ask(), 200, string.Empty, string.Empty);
        }
        catch (AmazonServiceException exception) when ((int)exception.StatusCode > 0)
        {
            return new(null, (int)exception.StatusCode, exception.ErrorCode ?? string.Empty, exception.Message);
        }
        catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new(null, 0, "ConnectionFailed", exception.Message);
        }
    }

    /// <summary>Asks where only the error tells something.</summary>
    public static Task<Answer<object>> OfAsync(Func<Task> ask, CancellationToken cancellationToken) => OfAsync<object>(
        async () =>
        {
            await ask();
            return true;
        },
        cancellationToken);
}
