using S3Replicator.Commands;

return await CommandLine.RunAsync(args);
