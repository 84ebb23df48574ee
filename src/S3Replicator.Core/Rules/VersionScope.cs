namespace S3Replicator.Core.Rules;

/// <summary>Which versions of an object a rule replicates.</summary>
public enum VersionScope
{
    /// <summary>Every version.</summary>
    All,

    /// <summary>Only what is current when the event is taken up.</summary>
    Latest,
}
