namespace S3Replicator.LocalAws.Tests;

/// <summary>Waits, within bounds, for what another thread is about to do.</summary>
internal static class Until
{
    public static async Task TrueAsync(Func<bool> condition)
    {
        for (var i = 0; i < 2000; i++)
        {
            if (condition())
            {
                return;
            }

            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        condition().ShouldBeTrue("still not so after ten seconds");
    }
}
