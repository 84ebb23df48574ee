namespace S3Replicator.Core.Copying;

/// <summary>What kind of fault ended a request, which decides what is done about it.</summary>
public enum FailureClass
{
    /// <summary>Passing: tried again soon.</summary>
    Transient,

    /// <summary>S3 asked for fewer requests: tried again with growing pauses.</summary>
    Throttled,

    /// <summary>A setting or permission is wrong: tried again slowly, since only people can mend it.</summary>
    Configuration,

    /// <summary>Will not get better: recorded and settled.</summary>
    Final,

    /// <summary>There is nothing left to do: acknowledged.</summary>
    Gone,
}
