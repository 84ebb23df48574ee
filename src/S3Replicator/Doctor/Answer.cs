using Amazon.Runtime;

namespace S3Replicator.Doctor;

/// <summary>What AWS answered: a value, or the error's status, code and message.</summary>
internal sealed record Answer<T>(T? Value, int Status, string Code, string Message)
    where T : class
{
    public bool IsRefused => Status == 403;

    public bool IsMissing => Status == 404;
}

/// <summary>Asks, and takes errors for answers.</summary>
internal static class Answer
{
    public static async Task<Answer<T>> OfAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return new(await ask(), 200, string.Empty, string.Empty);
        }
        catch (AmazonServiceException exception)
        {
            return new(null, (int)exception.StatusCode, exception.ErrorCode ?? string.Empty, exception.Message);
        }
        catch (Exception exception) when (exception is AmazonClientException or HttpRequestException or IOException)
        {
            return new(null, 0, "ConnectionFailed", exception.Message);
        }
    }
}
