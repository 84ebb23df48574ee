using System.Text;
using BenchmarkDotNet.Attributes;
using S3Replicator.Core.Events;

namespace S3Replicator.Benchmarks;

/// <summary>Message bodies to records.</summary>
[MemoryDiagnoser]
public class DecodeBenchmarks
{
    private const string Body =
        """{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1","eventTime":"2026-01-02T03:04:05.678Z","eventName":"ObjectCreated:Put","userIdentity":{"principalId":"AWS:AIDAEXAMPLE"},"requestParameters":{"sourceIPAddress":"203.0.113.9"},"responseElements":{"x-amz-request-id":"C3D13FE58DE4C810","x-amz-id-2":"FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S/JRWeUWerMUE5JgHvANOjpD"},"s3":{"s3SchemaVersion":"1.0","configurationId":"replication","bucket":{"name":"src","ownerIdentity":{"principalId":"A3NL1KOZZKExample"},"arn":"arn:aws:s3:::src"},"object":{"key":"docs/2026/01/a+b%2Bc.txt","size":1024,"eTag":"d41d8cd98f00b204e9800998ecf8427e","versionId":"096fKKXTRTtl3on89fVO.nfljtsv6qko","sequencer":"0055AED6DCD90281E5"}}}]}""";

    private static readonly byte[] Utf8 = Encoding.UTF8.GetBytes(Body);
    private readonly List<DecodedRecord> _records = [];

    /// <summary>From bytes.</summary>
    [Benchmark]
    public int Native_record_in_UTF8()
    {
        _records.Clear();
        EventDecoder.Default.Decode(Utf8.AsSpan(), _records);
        return _records.Count;
    }

    /// <summary>From text, as the SDK gives it.</summary>
    [Benchmark]
    public int Native_record_in_text()
    {
        _records.Clear();
        EventDecoder.Default.Decode(Body, _records);
        return _records.Count;
    }
}
