namespace S3Replicator.LocalAws.Identity.Policies.Documents;

internal enum PolicyEffect
{
    Deny,
    Allow,
}
