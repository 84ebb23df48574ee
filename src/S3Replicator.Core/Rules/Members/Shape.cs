namespace S3Replicator.Core.Rules.Members;

// What a member of a rule document may hold. Binder, schema, reference page and XML all follow the one description built of these.
internal abstract record Shape;
