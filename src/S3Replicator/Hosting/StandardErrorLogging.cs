using Microsoft.Extensions.Logging.Console;

namespace S3Replicator.Hosting;

/// <summary>Logs go to standard error, so that standard output holds results alone.</summary>
internal static class StandardErrorLogging
{
    public static ILoggingBuilder AddStandardError(this ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(Enum.TryParse<LogLevel>(configuration["S3Replicator:LogLevel"], ignoreCase: true, out var level)
            ? level
            : LogLevel.Information);
        return logging;
    }
}
