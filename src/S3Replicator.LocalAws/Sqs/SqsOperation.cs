namespace S3Replicator.LocalAws.Sqs;

/// <summary>Carries out one action.</summary>
internal delegate ValueTask<ISqsResult> SqsOperation(SqsCall call, CancellationToken cancellationToken);
