using System.Diagnostics.CodeAnalysis;

namespace S3Replicator.Core.Copying;

/// <summary>What a request to an object store gave: a value or an error.</summary>
public readonly record struct StoreResult<T>
    where T : class
{
    /// <summary>Wraps a value.</summary>
    public StoreResult(T value) => Value = value;

    /// <summary>Wraps an error.</summary>
    public StoreResult(StoreError error) => Error = error;

    /// <summary>The value, when there was no error.</summary>
    public T? Value { get; }

    /// <summary>The error, when there was one.</summary>
    public StoreError? Error { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

#pragma warning disable CA2225 // A result is made by returning the value or the error; named alternates are the constructors.
    /// <summary>Wraps a value.</summary>
    public static implicit operator StoreResult<T>(T value) => new(value);

    /// <summary>Wraps an error.</summary>
    public static implicit operator StoreResult<T>(StoreError error) => new(error);
#pragma warning restore CA2225
}
